"""A Sheet (报表): all that a renderer may see of a table. Totals are rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from budgetportal.ledger.select import Selector


class Role(StrEnum):
    """What a row is."""

    ITEM = "item"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class Cell(NamedTuple):
    """Text as printed; ``yuan`` is the exact 元 behind it, ``select`` chooses the lines it sums."""

    text: str = ""
    yuan: Decimal | None = None
    indent: int = 0
    select: Selector | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet."""

    role: Role
    level: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A leaf column: ``path`` is its headings from the outermost group to its own."""

    path: tuple[str, ...]
    money: bool
    width: int

    @property
    def label(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Heading:
    """One cell of the printed heading."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A statutory table as it is printed; money in its ``unit``."""

    number: int
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str | None
    #: ``预算公开表1`` and ``万元``, or what the form says instead
    label: str
    unit: str
    landscape: bool = False
    numbered: bool = False

    @property
    def heading(self) -> tuple[tuple[Heading, ...], ...]:
        """The heading rows, groups merged over their columns."""
        depth = max(len(column.path) for column in self.columns)
        return tuple(tuple(self._headings(row, depth)) for row in range(depth))

    def _headings(self, row: int, depth: int) -> list[Heading]:
        found: list[Heading] = []
        previous: tuple[str, ...] = ()
        for column in self.columns:
            path = column.path[: row + 1]
            if len(column.path) <= row:
                previous = ()
            elif path == previous and len(column.path) > row + 1:
                last = found[-1]
                found[-1] = Heading(last.text, last.colspan + 1, last.rowspan)
            else:
                leaf = len(column.path) == row + 1
                found.append(Heading(path[-1], 1, depth - row if leaf else 1))
                previous = () if leaf else path
        return found
