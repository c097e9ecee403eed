"""An Entry: the dimensions of one money record, whichever list of the book it stands in."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Protocol

from .terms import CostClass, Fund, Level, Nature, UnitKind, Vintage


class Origin:
    """Which of the three lists of the book an entry comes from."""

    LINE = "支出明细"
    RECEIPT = "收入明细"
    CARRY_FORWARD = "年终结转"


class Entry(NamedTuple):
    """What selectors see; a dimension that the list lacks, or that was added up, is blank."""

    origin: str = ""
    unit: str = ""
    unit_kind: UnitKind | None = None
    fund: Fund | None = None
    nature: Nature | None = None
    vintage: Vintage | None = None
    function: str | None = None
    economic: str | None = None
    government_economic: str | None = None
    cost_class: CostClass | None = None
    level: Level | None = None
    project: str | None = None
    subject: str | None = None


DIMENSIONS = frozenset(Entry._fields)
#: the dimensions that each list records itself
RECORDED = {
    Origin.LINE: DIMENSIONS - {"origin", "unit_kind", "subject"},
    Origin.RECEIPT: frozenset({"unit", "fund", "subject"}),
    Origin.CARRY_FORWARD: frozenset({"unit", "fund", "function"}),
}


class Record(Protocol):
    """A Line, Receipt or CarryForward."""

    @property
    def unit(self) -> str: ...

    @property
    def fund(self) -> Fund: ...

    @property
    def yuan(self) -> Decimal: ...
