"""The flow picture (资金从哪里来、到哪里去): bands from level to level, as wide as the money.

Drawn twice from the same streams: lying with names beside it, and standing, for a narrow screen,
with the numbers of the table below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgetportal.ledger.money import wan_figure

from .streams import Level, Node, Stream, Streams, gather

#: lying: the whole is this high, a name needs this much, bars stand at these places
HIGH, NAME, GAP, THICK = 250.0, 22.0, 6.0, 10.0
LYING, LYING_AT = 960, (176.0, 452.0, 704.0)
#: standing: as wide as a phone; a number needs this much
STANDING, NUMBER, CLOSE = 340.0, 13.0, 4.0
STANDING_AT = (24.0, 156.0, 288.0)
STANDING_HIGH = 318
#: the longest names, in characters, that fit beside the bars
LONGEST = (8, 14, 13)


@dataclass(frozen=True, slots=True)
class Band:
    """What runs between two nodes: its outline, its shade, and what it says."""

    path: str
    shade: int
    text: str


@dataclass(frozen=True, slots=True)
class Post:
    """A node: its bar, and where its name stands."""

    node: Node
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


@dataclass(frozen=True)
class Flow:
    """The picture, and the same as a table; ``sentence`` says what is not drawn."""

    title: str
    levels: tuple[Level, ...]
    lying: Drawing | None
    standing: Drawing | None
    sentence: str

    @property
    def description(self) -> str:
        """The picture in words, for those who do not see it."""
        listed = (
            f"{level.title}：{'、'.join(f'{n.name}{n.wan}万元' for n in level.nodes)}"
            for level in self.levels
        )
        return "；".join(listed)


def flow(title: str, titles: Sequence[str], streams: Sequence[Stream]) -> Flow:
    """A flow of three levels; nothing is drawn where every level has one node."""
    found = gather(titles, streams)
    drawn = found.is_drawn
    return Flow(
        title,
        found.levels,
        _lying(found) if drawn else None,
        _standing(found) if drawn else None,
        _sentence(found),
    )


def _sentence(found: Streams) -> str:
    if not found.whole:
        return "没有可以画出的收支。"
    if found.left_out:
        return f"另有负数{wan_figure(found.left_out)}万元，画不出宽度，没有画入图中。"
    return ""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A node's stretch along its level: where it begins and how much of it is money."""

    begin: float
    size: float


def _lying(found: Streams) -> Drawing:
    scale = HIGH / float(found.whole)
    levels = [_slots(level, scale, NAME, GAP) for level in found.levels]
    ends = [_end(slots, NAME) for slots in levels]
    height = max(ends)
    levels = [_moved(slots, (height - end) / 2) for slots, end in zip(levels, ends, strict=True)]
    posts = [
        _lying_post(i, node, slot)
        for i, (level, slots) in enumerate(zip(found.levels, levels, strict=True))
        for node, slot in zip(level.nodes, slots, strict=True)
    ]
    bands = _bands(found, levels, scale, LYING_AT, lying=True)
    heads = (
        (level.title, x + (0 if i else THICK), "start" if i else "end")
        for i, (level, x) in enumerate(zip(found.levels, LYING_AT, strict=True))
    )
    return Drawing(LYING, int(height) + 12, tuple(posts), tuple(bands), tuple(heads))


def _lying_post(level: int, node: Node, slot: _Slot) -> Post:
    first = level == 0
    x, middle = LYING_AT[level], slot.begin + slot.size / 2
    text_x = x - 8 if first else x + THICK + 8
    name = _short(node.name, LONGEST[level])
    height = round(slot.size, 1)
    return Post(
        node,
        x,
        round(slot.begin, 1),
        THICK,
        height,
        name,
        text_x,
        round(middle, 1),
        "end" if first else "start",
    )


def _standing(found: Streams) -> Drawing:
    scales = [_fitting(level) for level in found.levels]
    scale = min(scales)
    levels = [_slots(level, scale, NUMBER, CLOSE) for level in found.levels]
    levels = [_moved(slots, (STANDING - _end(slots, NUMBER)) / 2) for slots in levels]
    posts = [
        _standing_post(STANDING_AT[i], node, slot)
        for i, (level, slots) in enumerate(zip(found.levels, levels, strict=True))
        for node, slot in zip(level.nodes, slots, strict=True)
    ]
    bands = _bands(found, levels, scale, STANDING_AT, lying=False)
    return Drawing(int(STANDING), STANDING_HIGH, tuple(posts), tuple(bands))


def _standing_post(y: float, node: Node, slot: _Slot) -> Post:
    middle = round(slot.begin + slot.size / 2, 1)
    above = y - 10 if y < STANDING_AT[-1] else y + THICK + 11
    return Post(
        node,
        round(slot.begin, 1),
        y,
        round(slot.size, 1),
        THICK,
        str(node.number),
        middle,
        above,
        "middle",
    )


def _fitting(level: Level) -> float:
    """The scale at which a level is as long as the screen is wide: narrow nodes need their due."""
    sizes = sorted((float(node.yuan) for node in level.nodes), reverse=True)
    room = STANDING - CLOSE * (len(sizes) - 1)
    narrow = 0
    while narrow < len(sizes) - 1:
        scale = (room - NUMBER * narrow) / sum(sizes[: len(sizes) - narrow])
        if sizes[len(sizes) - narrow - 1] * scale >= NUMBER:
            return scale
        narrow += 1
    return (room - NUMBER * narrow) / sizes[0]


def _slots(level: Level, scale: float, least: float, gap: float) -> list[_Slot]:
    slots, place = [], 0.0
    for node in level.nodes:
        size = max(float(node.yuan) * scale, 1.0)
        spare = max(least - size, 0.0)
        slots.append(_Slot(place + spare / 2, size))
        place += size + spare + gap
    return slots


def _end(slots: Sequence[_Slot], least: float) -> float:
    last = slots[-1]
    return last.begin + last.size + max(least - last.size, 0.0) / 2


def _moved(slots: Sequence[_Slot], by: float) -> list[_Slot]:
    return [_Slot(slot.begin + by, slot.size) for slot in slots]


def _bands(
    found: Streams,
    levels: Sequence[Sequence[_Slot]],
    scale: float,
    places: Sequence[float],
    *,
    lying: bool,
) -> list[Band]:
    """Shaded by the node of the middle level, so that a colour is followed through."""
    out = [[slot.begin for slot in slots] for slots in levels]
    into = [[slot.begin for slot in slots] for slots in levels]
    bands = []
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
        text = f"{names[0].name} → {names[1].name} {wan_figure(link.yuan)}万元"
        middle = link.end if link.level == 0 else link.start
        bands.append(Band(_outline(near, far, start, end, size, lying), middle % 6 + 1, text))
    return bands


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


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1]}…"
