"""The parts of a flow picture as they are drawn: posts (nodes) and bands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .slots import Slot
from .streams import Link, Node, Streams

#: a post is so thick
THICK = 10.0


@dataclass(frozen=True, slots=True)
class Band:
    """What runs between two nodes: its outline, its shade, what it says, the posts it joins."""

    path: str
    shade: int
    text: str
    ends: str


@dataclass(frozen=True, slots=True)
class Post:
    """A node: its bar, where its name stands, and the row of the table that says it in figures."""

    node: Node
    row: str
    x: float
    y: float
    width: float
    height: float
    name: str
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True)
class Drawing:
    """One drawing, in units of its view box."""

    width: int
    height: int
    posts: tuple[Post, ...]
    bands: tuple[Band, ...]
    #: (title of a level, x, anchor); a standing drawing names none
    heads: tuple[tuple[str, float, str], ...] = ()


def row(level: int, place: int) -> str:
    """The id of a node's row in the tables of the picture."""
    return f"flow-{level + 1}-{place + 1}"


def bands(
    found: Streams,
    levels: Sequence[Sequence[Slot]],
    scale: float,
    places: Sequence[float],
    *,
    lying: bool,
) -> list[Band]:
    """Shaded by the node of the middle level, so that a colour is followed through."""
    out = [[slot.begin for slot in slots] for slots in levels]
    into = [[slot.begin for slot in slots] for slots in levels]
    drawn = []
    for link in found.links:
        size = float(link.yuan) * scale
        start, end = out[link.level][link.start], into[link.level + 1][link.end]
        out[link.level][link.start] += size
        into[link.level + 1][link.end] += size
        near, far = places[link.level] + THICK, places[link.level + 1]
        names = (
            found.levels[link.level].nodes[link.start],
            found.levels[link.level + 1].nodes[link.end],
        )
        text = (
            f"{names[0].name} → {names[1].name} {found.scale.figure(link.yuan)}{found.scale.unit}"
        )
        outline = _outline(near, far, start, end, size, lying)
        drawn.append(Band(outline, _shade(link), text, _ends(link)))
    return drawn


def _shade(link: Link) -> int:
    """By the node of the middle level."""
    return (link.end if link.level == 0 else link.start) % 6 + 1


def _ends(link: Link) -> str:
    return f"{row(link.level, link.start)} {row(link.level + 1, link.end)}"


def _outline(near: float, far: float, start: float, end: float, size: float, lying: bool) -> str:
    size, half = max(size, 0.5), (near + far) / 2
    points = (
        ((near, start), (half, start), (half, end), (far, end)),
        ((far, end + size), (half, end + size), (half, start + size), (near, start + size)),
    )
    there, back = (
        [_pair(point if lying else (point[1], point[0])) for point in side] for side in points
    )
    return f"M{there[0]}C{' '.join(there[1:])}L{back[0]}C{' '.join(back[1:])}Z"


def _pair(point: tuple[float, float]) -> str:
    return ",".join(f"{place:.1f}".removesuffix(".0") for place in point)
