"""Columns through the years, on one scale for all charts of a row; negatives hang below zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.ledger.money import IN_WAN, ZERO, Scale, fitting

#: a chart's view box: a year's stretch, the column in it, the heights of the field and its words
STRETCH, THICK, FIELD, WORDS = 72, 34, 96, 18
#: more years than this are not legible side by side
MOST = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A year: its column, and where its figure and its name stand."""

    label: str
    figure: str
    x: int
    y: int
    height: int
    middle: int
    figure_y: int


@dataclass(frozen=True)
class Columns:
    """One indicator through the years; ``zero`` is the height of the axis."""

    title: str
    columns: tuple[Column, ...]
    width: int
    height: int
    zero: int
    unit: str = IN_WAN.unit

    @property
    def foot(self) -> int:
        """The height of the years' names."""
        return self.height - 5

    @property
    def description(self) -> str:
        return "，".join(f"{each.label}{each.figure}{self.unit}" for each in self.columns)


def columns(rows: Sequence[tuple[str, Sequence[tuple[str, Decimal]]]]) -> tuple[Columns, ...]:
    """One chart a row (title, (year, exact 元)…), the newest ``MOST`` years; one scale for all."""
    kept = [(title, values[-MOST:]) for title, values in rows]
    amounts = [yuan for _, values in kept for _, yuan in values]
    high, low = max([ZERO, *amounts]), min([ZERO, *amounts])
    span = (high - low) or Decimal(1)
    zero = WORDS + int(high * FIELD / span)
    scale = fitting(amounts)
    return tuple(_chart(title, values, zero, span, scale) for title, values in kept)


def _chart(
    title: str, values: Sequence[tuple[str, Decimal]], zero: int, span: Decimal, scale: Scale
) -> Columns:
    drawn = tuple(
        _column(i, label, yuan, zero, int(abs(yuan) * FIELD / span), scale)
        for i, (label, yuan) in enumerate(values)
    )
    width, height = STRETCH * max(len(drawn), 1), FIELD + 3 * WORDS
    return Columns(title, drawn, width, height, zero, scale.unit)


def _column(place: int, label: str, yuan: Decimal, zero: int, size: int, scale: Scale) -> Column:
    height = max(size, 1) if yuan else 0
    top = zero if yuan < 0 else zero - height
    return Column(
        label,
        scale.figure(yuan),
        place * STRETCH + (STRETCH - THICK) // 2,
        top,
        height,
        place * STRETCH + STRETCH // 2,
        top + height + 13 if yuan < 0 else top - 5,
    )
