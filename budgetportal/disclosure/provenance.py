"""Where a printed figure comes from: its formula in words, the records it sums, its other places.

Needs the document only, so it works on a draft and on frozen data alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.ledger.book import Book
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.entries import DIMENSIONS, Entry, Record
from budgetportal.ledger.numerals import ordinal
from budgetportal.statements.sheet import Cell, Row, Sheet

from .document import Document
from .layouts import LAYOUTS

#: as long as a comment stores the place it is about
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """One printed figure: table number, row and column counted from 1."""

    table: int
    row: int
    column: int
    title: str
    words: str
    unit: str

    @property
    def label(self) -> str:
        """``表3``."""
        return f"表{self.table}"

    @property
    def name(self) -> str:
        """``表3 206 科学技术支出 合计``: what a person calls it, wherever it moves to."""
        return f"{self.label} {self.words}"[:LONGEST]

    @property
    def path(self) -> str:
        return f"{self.table}/{self.row}/{self.column}/"


@dataclass(frozen=True, slots=True)
class Summand:
    """One record behind a figure, named as a reader knows it; exact 元."""

    purpose: str
    subject: str
    fund: str
    vintage: str
    unit: str
    yuan: Decimal


@dataclass(frozen=True)
class Origin:
    """A figure explained: exact 元, the choice in words, the records, and where else it stands.

    ``notes`` (number, title) are those that cite a figure of exactly this amount.
    """

    place: Place
    text: str
    yuan: Decimal
    formula: str
    records: tuple[Summand, ...]
    also: tuple[Place, ...]
    notes: tuple[tuple[int, str], ...]
    #: the dimensions of the records it sums
    entries: frozenset[Entry]


def origin(document: Document, table: int, row: int, column: int) -> Origin | None:
    """The origin of a figure, or None where no figure stands.

    The tables are computed anew from the ledger: frozen cells have no selectors.
    """
    sheets = LAYOUTS[document.form].sheets(document.book)
    found = next(
        ((p, c) for p, c in _figures(sheets) if (p.table, p.row, p.column) == (table, row, column)),
        None,
    )
    if found is None:
        return None
    place, cell = found
    assert cell.select is not None
    assert cell.yuan is not None
    chosen = _chosen(document.book, cell)
    also = tuple(
        other
        for other, each in _figures(sheets)
        if other != place and each.yuan == cell.yuan and _chosen(document.book, each) == chosen
    )
    book = document.book
    records = tuple(_summand(book, e, r) for e, r in book.records() if cell.select(e))
    notes = tuple(
        (note.number, f"{ordinal(note.number)}、{note.title}")
        for note in document.notes
        if cell.yuan in note.figures.values()
    )
    return Origin(place, cell.text, cell.yuan, cell.select.name, records, also, notes, chosen)


def named(document: Document, name: str) -> Place | None:
    """The figure that is called so now, or None where it no longer stands."""
    sheets = LAYOUTS[document.form].sheets(document.book)
    return next((place for place, _ in _figures(sheets) if place.name == name), None)


def _summand(book: Book, entry: Entry, record: Record) -> Summand:
    units = {unit.code: unit.name for unit in book.units}
    function = _subject(book, Kind.FUNCTION, entry.function)
    economic = _subject(book, Kind.ECONOMIC, entry.economic)
    return Summand(
        purpose=entry.project or economic or entry.nature or entry.origin,
        subject=function or _subject(book, Kind.RECEIPT, entry.subject),
        fund=record.fund.value,
        vintage=entry.vintage.value if entry.vintage else entry.origin,
        unit=units.get(entry.unit, entry.unit),
        yuan=record.yuan,
    )


def _subject(book: Book, kind: Kind, code: str | None) -> str:
    return f"{code} {book.catalogue.name(kind, code)}" if code else ""


def _chosen(book: Book, cell: Cell) -> frozenset[Entry]:
    select = cell.select
    assert select is not None  # asked of figures only
    return frozenset(entry for entry in book.by(DIMENSIONS) if select(entry))


def _figures(sheets: Sequence[Sheet]) -> Iterator[tuple[Place, Cell]]:
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row.cells, 1):
                if cell.select is not None and cell.yuan:
                    words = f"{_name(sheet, row, column)} {sheet.columns[column - 1].label}"
                    place = Place(sheet.number, number, column, sheet.title, words, sheet.unit)
                    yield place, cell


def _name(sheet: Sheet, row: Row, column: int) -> str:
    """The texts of the row on this figure's side."""
    texts: list[str] = []
    for place in range(column - 1):
        money = sheet.columns[place].money
        if not money and place and sheet.columns[place - 1].money:
            texts = []
        if not money and row.cells[place].text:
            texts.append(row.cells[place].text)
    return " ".join(texts)
