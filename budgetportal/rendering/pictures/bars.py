"""Bars on one axis, for a table's cell: zero lies where it belongs, negatives to its left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.ledger.money import IN_WAN, ZERO, Scale, percent, total

#: an axis is this long; the stylesheet stretches it
FULL = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a bar begins on the axis, and how long it is."""

    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Share:
    """A row of a table of shares: label, amount, per cent of the whole, and its bar."""

    label: str
    figure: str
    share: str
    bar: Bar


@dataclass(frozen=True)
class Shares:
    """How a whole divides."""

    title: str
    rows: tuple[Share, ...]


def bars(amounts: Sequence[Decimal | None]) -> tuple[Bar | None, ...]:
    """One bar an amount; None stays None. Nothing that is not zero vanishes."""
    known = [amount for amount in amounts if amount is not None]
    low, high = min([ZERO, *known]), max([ZERO, *known])
    span = (high - low) or Decimal(1)
    return tuple(None if each is None else _bar(each, low, span) for each in amounts)


def _bar(amount: Decimal, low: Decimal, span: Decimal) -> Bar:
    start = int((min(amount, ZERO) - low) * FULL / span)
    width = int(abs(amount) * FULL / span)
    return Bar(min(start, FULL - 2), max(width, 2) if amount else 0)


def shares(title: str, parts: Sequence[tuple[str, Decimal]], scale: Scale = IN_WAN) -> Shares:
    """The parts that are not zero; shares of a whole of zero or less are not stated."""
    parts = [(label, yuan) for label, yuan in parts if yuan]
    whole = total(yuan for _, yuan in parts)
    drawn = bars([yuan for _, yuan in parts])
    return Shares(
        title,
        tuple(
            Share(label, scale.figure(yuan), f"{percent(yuan, whole)}%" if whole > 0 else "—", bar)
            for (label, yuan), bar in zip(parts, drawn, strict=True)
            if bar is not None
        ),
    )
