"""What search, lists and totals over departments read: a publication's texts and leaf lines."""

from __future__ import annotations

from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.models import Publication, PublishedLine, PublishedText


def index(publication: Publication, document: Document) -> None:
    """Add the rows of a new publication; they are never changed."""
    PublishedText.objects.bulk_create(
        PublishedText(publication=publication, anchor=anchor, title=title, text=text)
        for anchor, title, text in _texts(document)
    )
    PublishedLine.objects.bulk_create(
        PublishedLine(
            publication=publication,
            function=line.function,
            fund=line.fund.value,
            vintage=line.vintage.value,
            nature=line.nature.value,
            project=line.project or "",
            amount=line.yuan,
        )
        for line in document.book.lines
    )


def _texts(document: Document) -> Iterator[tuple[str, str, str]]:
    """(anchor, title, text) of every section that a reader may look for."""
    yield "duties", "本部门职责", document.texts.duties
    yield "setup", "机构设置情况", document.texts.setup
    for sheet in document.sheets:
        names = (cell.text for row in sheet.rows for cell in row.cells if cell.yuan is None)
        yield f"t{sheet.number}", sheet.title, " ".join(dict.fromkeys(filter(None, names)))
    for note in document.notes:
        yield f"n{note.number}", note.title, "\n".join(note.paragraphs)
    for number, form in enumerate(document.forms, 1):
        words = [*form.fields.values(), *(f"{i.level3} {i.value}" for i in form.indicators)]
        yield f"f{number}", form.project, "\n".join(dict.fromkeys(filter(None, words)))
