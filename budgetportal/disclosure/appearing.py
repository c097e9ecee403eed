"""Where one line of the ledger will be printed: the tables and notes that sum it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from budgetportal.ledger.book import Book, Line
from budgetportal.notes.source import Source
from budgetportal.statements.sheet import Sheet

from .layouts import Layout


@dataclass(frozen=True)
class Appearing:
    """Numbers and titles of tables (表n), and numbers of notes (说明n)."""

    tables: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, str], ...]


def appearing(layout: Layout, book: Book, line: Line) -> Appearing:
    """The tables and notes of a book that holds this line alone; no rule of its own."""
    alone = replace(book, lines=(line,), receipts=(), carry_forward=())
    planned = (line.project,) if line.project else ()
    notes = layout.explanations(Source(alone, planned=planned))
    return Appearing(
        tuple((s.number, s.title) for s in layout.sheets(alone) if _has_figure(s)),
        tuple((note.number, note.title) for note in notes if any(note.figures.values())),
    )


def _has_figure(sheet: Sheet) -> bool:
    return any(cell.yuan for row in sheet.rows for cell in row.cells)
