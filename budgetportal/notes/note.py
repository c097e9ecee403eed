"""A Note (情况说明): paragraphs, the figures they cite, and the charts that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a chart, in exact 元."""

    label: str
    yuan: Decimal


@dataclass(frozen=True)
class Chart:
    """Shares of a whole; a pie only where at least two slices are positive and none is negative."""

    title: str
    slices: tuple[Slice, ...]

    @property
    def is_pie(self) -> bool:
        parts = [part for part in self.slices if part.yuan]
        return len(parts) > 1 and all(part.yuan > 0 for part in parts)


@dataclass(frozen=True)
class Note:
    """One of the explanations of 第三部分; ``figures`` are exact 元 by English name."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    charts: tuple[Chart, ...] = ()
