"""The flow picture standing, as wide as a phone; the numbers are those of its tables."""

from __future__ import annotations

from .drawing import THICK, Drawing, Post, bands, row
from .slots import Slot, end, moved, slots, taken
from .streams import Level, Node, Streams

#: as wide as a phone; a number needs this much; posts lie at these heights
WIDTH, NUMBER, CLOSE = 340.0, 13.0, 4.0
HIGH, AT = 318, (24.0, 156.0, 288.0)


def standing(found: Streams) -> Drawing:
    scales = [_fitting(level) for level in found.levels]
    scale = min(scales)
    levels = [slots(level, scale, NUMBER, CLOSE) for level in found.levels]
    levels = [moved(level, (WIDTH - end(level, NUMBER)) / 2) for level in levels]
    posts = [_post(*each) for each in taken(found, levels)]
    drawn = bands(found, levels, scale, AT, lying=False)
    return Drawing(int(WIDTH), HIGH, tuple(posts), tuple(drawn))


def _post(level: int, node: Node, slot: Slot) -> Post:
    y = AT[level]
    middle = round(slot.begin + slot.size / 2, 1)
    above = y - 10 if y < AT[-1] else y + THICK + 11
    return Post(
        node,
        row(level, node.number - 1),
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
    room = WIDTH - CLOSE * (len(sizes) - 1)
    narrow = 0
    while narrow < len(sizes) - 1:
        scale = (room - NUMBER * narrow) / sum(sizes[: len(sizes) - narrow])
        if sizes[len(sizes) - narrow - 1] * scale >= NUMBER:
            return scale
        narrow += 1
    return (room - NUMBER * narrow) / sizes[0]
