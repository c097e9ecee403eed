"""An equivalent document in Typst: contents, tables, notes and forms, as PDF/A-3a."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import typst

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import PerformanceForm
from budgetportal.statements.sheet import Sheet

FONTS = Path(__file__).resolve().parent.parent / "static/fonts"
HEAD = """#set document(title: "部门预算公开")
#set page("a4", margin: 26mm, numbering: "— 1 —", header: [部门预算公开])
#set text(font: "Noto Serif SC", lang: "zh", size: 15.75pt)
#show table: set text(size: 9pt)
#outline(depth: 3)
"""


def twin(document: Document) -> bytes:
    """The PDF."""
    source = HEAD + "\n".join(_parts(document))
    return bytes(
        typst.compile(
            source.encode(),
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[FONTS]),
            pdf_standards=["a-3a"],
        )
    )


def _parts(document: Document) -> Iterator[str]:
    yield f"= 第一部分\n#{_text(document.texts.duties)}\n\n#{_text(document.texts.setup)}"
    yield "= 第二部分"
    for sheet in document.sheets:
        yield _sheet(sheet)
    yield "= 第三部分"
    for note in document.notes:
        yield f"== #{_text(note.title)}"
        yield from (f"#{_text(text)}\n" for text in note.paragraphs)
    yield from map(_form, document.forms)
    yield "= 第四部分"
    yield from (f"#{_text(t.term)}：#{_text(t.definition)}\n" for t in document.glossary)


def _sheet(sheet: Sheet) -> str:
    flipped = "true" if sheet.landscape else "false"
    heads = _cells(column.label for column in sheet.columns)
    cells = _cells(cell.text for row in sheet.rows for cell in row.cells)
    table = f"#table(columns: {len(sheet.columns)}, table.header({heads}), {cells})"
    return f"#page(flipped: {flipped})[\n== #{_text(sheet.title)}\n{table}\n]"


def _form(form: PerformanceForm) -> str:
    fields = _cells(text for pair in form.fields.items() for text in pair)
    rows = ((i.level1, i.level2, i.level3, i.value) for i in form.indicators)
    indicators = _cells(text for row in rows for text in row)
    return (
        f"#pagebreak()\n=== #{_text(form.project)}\n#table(columns: (1fr, 4fr), {fields})\n"
        f"#table(columns: 4, {indicators})"
    )


def _cells(texts: Iterable[str]) -> str:
    return "".join(f"[#{_text(text)}], " for text in texts).removesuffix(", ")


def _text(text: str) -> str:
    """A string of Typst's: nothing in it is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'text("{escaped}")'
