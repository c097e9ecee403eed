"""What a department's budget is: the one ledger that every table, note and rule reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from .codes import Catalogue
from .entries import Entry, Origin, Record
from .money import total
from .records import (
    CarryForward,
    Facts,
    Line,
    Procurement,
    Project,
    Receipt,
    Unit,
)
from .select import Selector, every
from .sums import Sums, entries
from .terms import UnitKind

__all__ = [
    "Book",
    "CarryForward",
    "Entry",
    "Facts",
    "Line",
    "Origin",
    "Procurement",
    "Project",
    "Receipt",
    "Record",
    "Unit",
]


@dataclass(frozen=True)
class Book:
    """预算账 of one department and year."""

    department_code: str
    department_name: str
    year: int
    catalogue: Catalogue
    units: tuple[Unit, ...] = ()
    projects: tuple[Project, ...] = ()
    lines: tuple[Line, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    carry_forward: tuple[CarryForward, ...] = ()
    facts: Facts = field(default_factory=Facts)

    @property
    def lists(self) -> Mapping[str, Sequence[Record]]:
        """The three lists of money records by their origin."""
        return {
            Origin.LINE: self.lines,
            Origin.RECEIPT: self.receipts,
            Origin.CARRY_FORWARD: self.carry_forward,
        }

    @cached_property
    def _kinds(self) -> Mapping[str, UnitKind]:
        return {unit.code: unit.kind for unit in self.units}

    @cached_property
    def _sums(self) -> Sums:
        return Sums(self.lists, self._kinds)

    def by(self, fields: frozenset[str]) -> Mapping[Entry, Decimal]:
        """Exact 元 by every combination of these dimensions that occurs."""
        return self._sums.by(fields)

    def records(self) -> Iterable[tuple[Entry, Record]]:
        """Every money record with its dimensions, in order of entry."""
        return entries(self.lists, self._kinds)

    def total(self, select: Selector = every) -> Decimal:
        """Exact 元 of what ``select`` chooses."""
        return total(yuan for entry, yuan in self.by(select.fields).items() if select(entry))

    def chosen(self, select: Selector) -> tuple[Record, ...]:
        """The records that a cell with this selector sums, in order of entry."""
        return tuple(record for entry, record in self.records() if select(entry))
