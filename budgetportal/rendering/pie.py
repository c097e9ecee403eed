"""The geometry of a pie: slices clockwise from the top, a number with a leader beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

RADIUS, CENTRE_X, CENTRE_Y = 82.0, 160.0, 104.0
#: where the numbers stand: beside the centre, between these heights, at most this far apart
BESIDE, TOP, BOTTOM, STEP = 104.0, 10.0, 198.0, 12.5
#: ink blues by size, so that the largest slice is the darkest, in print without colour too
FILLS = ("#1f3f66", "#b9cbdf", "#4f7aa8", "#dde7f0", "#33587f", "#8fb0cf")


@dataclass(frozen=True, slots=True)
class Wedge:
    """A slice: its outline and fill, its leader, and where its number stands."""

    number: int
    path: str
    fill: str
    shade: int
    leader: str
    x: str
    y: str
    anchor: str


def wedges(shares: Sequence[float]) -> tuple[Wedge, ...]:
    """The slices of a whole of 1."""
    starts = [sum(shares[:i]) for i in range(len(shares))]
    middles = [2 * pi * (start + share / 2) for start, share in zip(starts, shares, strict=True)]
    sizes = sorted(range(len(shares)), key=lambda i: -shares[i])
    return tuple(
        Wedge(
            i + 1,
            _outline(2 * pi * starts[i], 2 * pi * shares[i]),
            FILLS[sizes.index(i) % len(FILLS)],
            sizes.index(i) % len(FILLS) + 1,
            *_label(middles[i], height),
        )
        for i, height in enumerate(_heights(middles))
    )


def _outline(begin: float, angle: float) -> str:
    large = int(angle > pi)
    end = _point(begin + angle)
    return f"M{CENTRE_X},{CENTRE_Y} L{_point(begin)} A{RADIUS},{RADIUS} 0 {large} 1 {end} Z"


def _label(middle: float, height: float) -> tuple[str, str, str, str]:
    """Leader, x, y and text-anchor of a slice's number."""
    side = 1 if _is_right(middle) else -1
    x = CENTRE_X + side * BESIDE
    leader = f"{_point(middle)} {_point(middle, RADIUS + 7)} {x - side * 3:.1f},{height:.1f}"
    return leader, f"{x:.1f}", f"{height + 3.6:.1f}", "start" if side > 0 else "end"


def _heights(middles: Sequence[float]) -> list[float]:
    """Heights of the numbers, pushed apart on each side so that none covers another."""
    heights = [CENTRE_Y - (RADIUS + 12) * cos(middle) for middle in middles]
    for right in (True, False):
        side = [i for i, middle in enumerate(middles) if _is_right(middle) is right]
        side.sort(key=lambda i: heights[i])
        step = min(STEP, (BOTTOM - TOP) / max(len(side), 1))
        floor = TOP
        for place, i in enumerate(side):
            ceiling = BOTTOM - step * (len(side) - 1 - place)
            heights[i] = min(max(heights[i], floor), ceiling)
            floor = heights[i] + step
    return heights


def _is_right(angle: float) -> bool:
    return sin(angle) >= 0


def _point(angle: float, radius: float = RADIUS) -> str:
    return f"{CENTRE_X + radius * sin(angle):.2f},{CENTRE_Y - radius * cos(angle):.2f}"
