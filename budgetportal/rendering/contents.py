"""目录: the parts, tables, notes and forms of a document, each with its anchor."""

from __future__ import annotations

from dataclasses import dataclass

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import PerformanceForm
from budgetportal.disclosure.layouts import LAYOUTS
from budgetportal.ledger.numerals import ordinal
from budgetportal.notes.note import Note
from budgetportal.statements.sheet import Sheet

#: the most entries that stand on one page, set close
ONE_PAGE = 43
#: the most that stand on two, set as usual
ONE_LEAF = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents; ``short`` where there is less room."""

    anchor: str
    title: str
    children: tuple[Entry, ...] = ()
    short: str = ""


def contents(document: Document) -> tuple[Entry, ...]:
    """The four parts."""
    year = document.book.year
    return (
        Entry(
            "part1",
            "第一部分 概况",
            (Entry("duties", "一、本部门职责"), Entry("setup", "二、机构设置情况")),
        ),
        Entry(
            "part2",
            f"第二部分 {year}年部门预算报表",
            tuple(_sheet(sheet) for sheet in document.sheets),
        ),
        Entry(
            "part3",
            f"第三部分 {year}年度部门预算情况说明",
            tuple(_note(document, note) for note in document.notes),
        ),
        Entry("part4", "第四部分 名词解释"),
    )


def setting(entries: tuple[Entry, ...]) -> str:
    """How the contents are set: close on one page, on both sides of a leaf, or as they come."""
    count = _count(entries)
    if count <= ONE_PAGE:
        return "close"
    return "leaf" if count <= ONE_LEAF else ""


def _count(entries: tuple[Entry, ...]) -> int:
    return sum(1 + _count(entry.children) for entry in entries)


def note_title(note: Note) -> str:
    """``十、绩效管理情况``."""
    return f"{ordinal(note.number)}、{note.title}"


def forms_after(document: Document, note: Note) -> tuple[PerformanceForm, ...]:
    """The performance forms, which follow one note of the document's form (公开格式)."""
    wanted = LAYOUTS[document.form].performance_note
    return document.forms if note.number == wanted else ()


def _sheet(sheet: Sheet) -> Entry:
    bare = sheet.title.partition("年")[2] or sheet.title
    return Entry(f"t{sheet.number}", sheet.title, short=f"表{sheet.number} {bare}")


def _note(document: Document, note: Note) -> Entry:
    forms = forms_after(document, note)
    children = tuple(Entry(f"f{i}", form.project) for i, form in enumerate(forms, 1))
    return Entry(f"n{note.number}", note_title(note), children)
