"""What differs between two documents: every figure and sentence, old and new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budgetportal.statements.sheet import Row, Sheet

from .document import Document
from .forms import PerformanceForm


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure or sentence; an empty side does not have it."""

    where: str
    old: str
    new: str
    anchor: str = ""


def differences(old: Document, new: Document) -> Iterator[Difference]:
    """In the order of the document: texts, tables, notes, forms, glossary."""
    places = _places(old), _places(new)
    order = list(dict.fromkeys([*places[0], *places[1]]))
    for key in order:
        before, after = places[0].get(key, ""), places[1].get(key, "")
        if before != after:
            yield Difference(key[1], before, after, key[0])


def _places(document: Document) -> Mapping[tuple[str, str], str]:
    """(anchor, where) → what stands there."""
    found = {
        ("duties", "本部门职责"): document.texts.duties,
        ("setup", "机构设置情况"): document.texts.setup,
    }
    for sheet in document.sheets:
        found |= {(f"t{sheet.number}", where): text for where, text in cells(sheet).items()}
    for note in document.notes:
        for number, paragraph in enumerate(note.paragraphs, 1):
            found[f"n{note.number}", f"说明{note.number}第{number}段"] = paragraph
    for number, form in enumerate(document.forms, 1):
        places = _form(form).items()
        found |= {(f"f{number}", f"{form.project}：{where}"): text for where, text in places}
    return found | {("glossary", f"名词：{t.term}"): t.definition for t in document.glossary}


def _form(form: PerformanceForm) -> Mapping[str, str]:
    found = dict(form.fields)
    for horizon, money in form.funding.items():
        found |= {f"{horizon.value}{source}": str(yuan) for source, yuan in money.items()}
    for place, each in enumerate(form.indicators, 1):
        found[f"第{place}个指标（{each.horizon.value}）"] = f"{each.level3} {each.value}"
    return found


def cells(sheet: Sheet) -> Mapping[str, str]:
    """Where (table, row in words, column) → the printed figure."""
    seen: Counter[str] = Counter()
    found: dict[str, str] = {}
    for row in sheet.rows:
        for index, column in enumerate(sheet.columns):
            if column.money and row.cells[index].text:
                where = f"{sheet.label} {_words(sheet, row, index)} {column.label}"
                seen[where] += 1
                name = where if seen[where] == 1 else f"{where}（第{seen[where]}处）"
                found[name] = row.cells[index].text
    return found


def _words(sheet: Sheet, row: Row, index: int) -> str:
    """The texts of the row on this figure's side."""
    texts: list[str] = []
    for place in range(index):
        if not sheet.columns[place].money:
            if place and sheet.columns[place - 1].money:
                texts = []
            texts += [row.cells[place].text] if row.cells[place].text else []
    return " ".join(texts)
