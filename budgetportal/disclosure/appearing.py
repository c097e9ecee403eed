"""Where one line of the ledger will be printed: the tables and notes that sum it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from budgetportal.ledger.book import Book, Line
from budgetportal.notes.shanxi_2023 import NOTES
from budgetportal.notes.source import Source
from budgetportal.statements.forms.shanxi_2023 import TABLES
from budgetportal.statements.sheet import Sheet


@dataclass(frozen=True)
class Appearing:
    """Numbers and titles of tables (表n), and numbers of notes (说明n)."""

    tables: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, str], ...]


def appearing(book: Book, line: Line) -> Appearing:
    """The tables and notes of a book that holds this line alone; no rule of its own."""
    alone = replace(book, lines=(line,), receipts=(), carry_forward=())
    planned = (line.project,) if line.project else ()
    notes = (note(Source(alone, planned=planned)) for note in NOTES)
    return Appearing(
        tuple((s.number, s.title) for table in TABLES if _has_figure(s := table(alone))),
        tuple((note.number, note.title) for note in notes if any(note.figures.values())),
    )


def _has_figure(sheet: Sheet) -> bool:
    return any(cell.yuan for row in sheet.rows for cell in row.cells)
