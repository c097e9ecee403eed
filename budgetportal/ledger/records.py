"""What a clerk enters, as immutable records; amounts in exact 元."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

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
