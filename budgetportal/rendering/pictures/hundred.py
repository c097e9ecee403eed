"""每100元: a hundred squares, each one hundredth of the whole; kinds differ in form, not in colour.

Whole squares are given by the largest remainders, so that there are always a hundred of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.ledger.money import IN_WAN, Scale, percent, total

#: squares in a row; the side of a square and of its field
ACROSS, SIDE, FIELD = 20, 13, 16
#: more kinds than this share the last form
MOST = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """A part of the whole: how many squares, their outline, and what the legend says."""

    number: int
    label: str
    figure: str
    share: str
    squares: int
    path: str
    key: str


@dataclass(frozen=True)
class Hundred:
    """The picture; without kinds where it cannot be drawn."""

    kinds: tuple[Kind, ...]
    width: int = ACROSS * FIELD
    height: int = 100 // ACROSS * FIELD

    @property
    def description(self) -> str:
        return "；".join(f"{each.label}约{each.squares}元（{each.share}）" for each in self.kinds)


def hundred(parts: Sequence[tuple[str, Decimal]], scale: Scale = IN_WAN) -> Hundred:
    """Parts of a positive whole, the largest first; a negative part cannot be drawn."""
    parts = _few(sorted(((n, y) for n, y in parts if y), key=lambda part: -part[1]))
    whole = total(yuan for _, yuan in parts)
    if whole <= 0 or any(yuan < 0 for _, yuan in parts):
        return Hundred(())
    counts = _counts([yuan * 100 / whole for _, yuan in parts])
    starts = [sum(counts[:i]) for i in range(len(counts))]
    return Hundred(
        tuple(
            Kind(
                i + 1,
                label,
                scale.figure(yuan),
                f"{percent(yuan, whole)}%",
                counts[i],
                "".join(_square(i, place) for place in range(starts[i], starts[i] + counts[i])),
                _square(i, 0),
            )
            for i, (label, yuan) in enumerate(parts)
        )
    )


def _few(parts: list[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    if len(parts) <= MOST:
        return parts
    rest = parts[MOST - 1 :]
    return [*parts[: MOST - 1], (f"其他{len(rest)}项", total(yuan for _, yuan in rest))]


def _counts(exact: Sequence[Decimal]) -> list[int]:
    counts = [int(each) for each in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: counts[i] - exact[i])
    for i in by_rest[: 100 - sum(counts)]:
        counts[i] += 1
    return counts


def _square(kind: int, place: int) -> str:
    """Full, framed, halved, barred, dotted: told apart without any colour."""
    x, y = place % ACROSS * FIELD + 1, place // ACROSS * FIELD + 1
    full = f"M{x},{y}h{SIDE}v{SIDE}h-{SIDE}z"
    inside = f"M{x + 2},{y + 2}v{SIDE - 4}h{SIDE - 4}v-{SIDE - 4}z"
    forms = (
        full,
        full + inside,
        f"M{x},{y + SIDE}h{SIDE}v-{SIDE}z",
        f"M{x},{y}h{SIDE}v3h-{SIDE}zm0,5h{SIDE}v3h-{SIDE}zm0,5h{SIDE}v3h-{SIDE}z",
        f"M{x + 4},{y + 4}h{SIDE - 8}v{SIDE - 8}h-{SIDE - 8}z",
    )
    return forms[kind]
