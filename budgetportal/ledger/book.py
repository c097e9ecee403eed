"""What a department's budget is: immutable records that every table, note and rule reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from .codes import Catalogue
from .select import Selector, every
from .terms import (
    CostClass,
    Fund,
    Indicator,
    Level,
    Nature,
    ProcurementKind,
    ProjectKind,
    UnitKind,
    Vintage,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """单位."""

    code: str
    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Project:
    """项目; ``years`` is 项目期(年)."""

    name: str
    unit: str
    kind: ProjectKind | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """支出明细: one appropriation, in exact 元."""

    unit: str
    nature: Nature
    function: str
    fund: Fund
    vintage: Vintage
    yuan: Decimal
    level: Level = Level.COUNTY
    economic: str | None = None
    government_economic: str | None = None
    cost_class: CostClass | None = None
    project: str | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """收入明细: revenue of 政府性基金预算 or 国有资本经营预算 by 收入科目, in exact 元."""

    unit: str
    subject: str
    fund: Fund
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class CarryForward:
    """年终结转: this year's income not spent this year, in exact 元."""

    unit: str
    function: str
    fund: Fund
    yuan: Decimal


class Origin:
    """Which of the three lists of the book an entry comes from."""

    LINE = "支出明细"
    RECEIPT = "收入明细"
    CARRY_FORWARD = "年终结转"


@dataclass(frozen=True, slots=True)
class Entry:
    """The dimensions of one money record, whichever list it stands in; what selectors see."""

    origin: str
    unit: str
    unit_kind: UnitKind | None
    fund: Fund
    nature: Nature | None = None
    vintage: Vintage | None = None
    function: str | None = None
    economic: str | None = None
    government_economic: str | None = None
    cost_class: CostClass | None = None
    level: Level | None = None
    project: str | None = None
    subject: str | None = None


class Record(Protocol):
    """A Line, Receipt or CarryForward."""

    @property
    def yuan(self) -> Decimal: ...


@dataclass(frozen=True, slots=True)
class Procurement:
    """政府采购: amounts in exact 元; ``small`` is the share for 中小企业."""

    kind: ProcurementKind
    yuan: Decimal
    content: str = ""
    small: Decimal = Decimal(0)


@dataclass(frozen=True)
class Facts:
    """What stands beside the lines; an indicator absent from ``prior_year`` is unknown."""

    prior_year: Mapping[Indicator, Decimal] = field(default_factory=dict)
    adjustments: Mapping[Indicator, str] = field(default_factory=dict)
    #: typed figures that differ from last year's published ones and do not say why; never used
    unexplained: Mapping[Indicator, Decimal] = field(default_factory=dict)
    reasons: Mapping[Indicator, str] = field(default_factory=dict)
    control_totals: Mapping[Indicator, Decimal] = field(default_factory=dict)
    #: the approved totals were given in 万元 with two decimals
    control_in_wan: bool = False
    procurement: tuple[Procurement, ...] = ()
    is_new: bool = False


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
