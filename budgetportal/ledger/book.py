"""What a department's budget is: the one ledger that every table, note and rule reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from .codes import Catalogue
from .records import (
    CarryForward,
    Entry,
    Facts,
    Line,
    Origin,
    Procurement,
    Project,
    Receipt,
    Record,
    Unit,
)
from .select import Selector, every
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

    @cached_property
    def sums(self) -> Mapping[Entry, Decimal]:
        """The one pass: exact 元 by every combination of dimensions that occurs."""
        sums: dict[Entry, Decimal] = {}
        for entry, record in self.records():
            sums[entry] = sums.get(entry, Decimal(0)) + record.yuan
        return sums

    def records(self) -> Iterator[tuple[Entry, Record]]:
        """Every money record with its dimensions."""
        kinds = {unit.code: unit.kind for unit in self.units}
        for line in self.lines:
            yield _line_entry(line, kinds.get(line.unit)), line
        for receipt in self.receipts:
            kind = kinds.get(receipt.unit)
            entry = Entry(Origin.RECEIPT, receipt.unit, kind, receipt.fund, subject=receipt.subject)
            yield entry, receipt
        for rest in self.carry_forward:
            kind = kinds.get(rest.unit)
            yield (
                Entry(Origin.CARRY_FORWARD, rest.unit, kind, rest.fund, function=rest.function),
                rest,
            )

    def total(self, select: Selector = every) -> Decimal:
        """Exact 元 of what ``select`` chooses."""
        return sum((yuan for entry, yuan in self.sums.items() if select(entry)), Decimal(0))

    def chosen(self, select: Selector) -> tuple[Record, ...]:
        """The records that a cell with this selector sums, in order of entry."""
        return tuple(record for entry, record in self.records() if select(entry))


def _line_entry(line: Line, kind: UnitKind | None) -> Entry:
    return Entry(
        Origin.LINE,
        line.unit,
        kind,
        line.fund,
        line.nature,
        line.vintage,
        line.function,
        line.economic,
        line.government_economic,
        line.cost_class,
        line.level,
        line.project,
    )
