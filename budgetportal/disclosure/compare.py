"""What differs between two documents: every figure and sentence, old and new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from budgetportal.statements.sheet import Row, Sheet

from .alignment import changed
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
    """In the order of the document: cover, texts, tables, notes, forms, glossary, answers."""
    yield from _keyed("main", _cover(old), _cover(new))
    yield from _written("duties", "本部门职责", old.texts.duties, new.texts.duties)
    yield from _written("setup", "机构设置情况", old.texts.setup, new.texts.setup)
    yield from _tables(old, new)
    yield from _notes(old, new)
    yield from _forms(old, new)
    yield from _keyed("glossary", _glossary(old), _glossary(new))
    yield from _keyed("certificate", _answers(old), _answers(new))


def _keyed(anchor: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    """What stands at the same place, compared as a whole."""
    for where in dict.fromkeys([*old, *new]):
        before, after = old.get(where, ""), new.get(where, "")
        if before != after:
            yield Difference(where, before, after, anchor)


def _written(anchor: str, where: str, old: str, new: str) -> Iterator[Difference]:
    """Running text: only the sentences that changed."""
    for _, gone, come in changed(old, new):
        yield Difference(where, gone, come, anchor)


def _cover(document: Document) -> Mapping[str, str]:
    day = document.approved_on
    return {
        "部门名称": document.book.department_name,
        "批复日期": f"{day.year}年{day.month}月{day.day}日" if day else "",
    }


def _tables(old: Document, new: Document) -> Iterator[Difference]:
    before = {sheet.number: sheet for sheet in old.sheets}
    after = {sheet.number: sheet for sheet in new.sheets}
    for number in sorted({*before, *after}):
        sides = [_printed(sheets.get(number)) for sheets in (before, after)]
        yield from _keyed(f"t{number}", *sides)


def _printed(sheet: Sheet | None) -> Mapping[str, str]:
    if sheet is None:
        return {}
    return {**cells(sheet), f"{sheet.label} 表下说明": sheet.note or ""}


def _notes(old: Document, new: Document) -> Iterator[Difference]:
    before = {note.number: "\n".join(note.paragraphs) for note in old.notes}
    after = {note.number: "\n".join(note.paragraphs) for note in new.notes}
    for number in sorted({*before, *after}):
        for place, gone, come in changed(before.get(number, ""), after.get(number, "")):
            yield Difference(f"说明{number}第{place}段", gone, come, f"n{number}")


def _forms(old: Document, new: Document) -> Iterator[Difference]:
    """By the project's name: a form that moved has not changed."""
    before = {form.project: (f"f{i}", form) for i, form in enumerate(old.forms, 1)}
    after = {form.project: (f"f{i}", form) for i, form in enumerate(new.forms, 1)}
    for project in dict.fromkeys([*after, *before]):
        anchor = (after.get(project) or before[project])[0]
        sides = [side[project][1] if project in side else None for side in (before, after)]
        yield from _form(anchor, project, *sides)


def _form(
    anchor: str, project: str, old: PerformanceForm | None, new: PerformanceForm | None
) -> Iterator[Difference]:
    before, after = dict(old.fields) if old else {}, dict(new.fields) if new else {}
    for name in dict.fromkeys([*before, *after]):
        where = f"{project}：{name}"
        yield from _written(anchor, where, before.get(name, ""), after.get(name, ""))
    yield from _keyed(anchor, _funding(old), _funding(new))
    yield from _keyed(anchor, _indicators(old), _indicators(new))


def _funding(form: PerformanceForm | None) -> Mapping[str, str]:
    if form is None:
        return {}
    return {
        f"{form.project}：{horizon.value}{source}": f"{yuan:,.2f}元"
        for horizon, money in form.funding.items()
        for source, yuan in money.items()
    }


def _indicators(form: PerformanceForm | None) -> Mapping[str, str]:
    if form is None:
        return {}
    return _numbered(
        (f"{form.project}：{each.horizon.value}{each.level2}“{each.level3}”", each.value)
        for each in form.indicators
    )


def _glossary(document: Document) -> Mapping[str, str]:
    return {f"名词：{each.term}": each.definition for each in document.glossary}


def _answers(document: Document) -> Mapping[str, str]:
    return {
        f"规则{each.rule}（{each.where}）的部门答复": each.answer or ""
        for each in document.checks.findings
    }


def cells(sheet: Sheet) -> Mapping[str, str]:
    """Where (table, row in words, column) → the printed figure."""
    return _numbered(
        (f"{sheet.label} {_words(sheet, row, index)} {column.label}", row.cells[index].text)
        for row in sheet.rows
        for index, column in enumerate(sheet.columns)
        if column.money and row.cells[index].text
    )


def _numbered(entries: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """By place; a place that occurs again bears its number."""
    seen: Counter[str] = Counter()
    found: dict[str, str] = {}
    for where, text in entries:
        seen[where] += 1
        found[where if seen[where] == 1 else f"{where}（第{seen[where]}处）"] = text
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
