"""The flow picture lying, with names beside the posts, for a wide screen and for paper."""

from __future__ import annotations

from .drawing import THICK, Drawing, Post, bands, row
from .slots import Slot, end, moved, slots, taken
from .streams import Node, Streams

#: the whole is this high, a name needs this much (links lie 24 px apart where the picture is
#: narrowest), posts stand at these places
HIGH, NAME, GAP = 250.0, 32.0, 6.0
WIDTH, AT = 960, (176.0, 452.0, 704.0)
#: the longest names, in characters, that fit beside the posts
LONGEST = (8, 14, 13)


def lying(found: Streams) -> Drawing:
    scale = HIGH / float(found.whole)
    levels = [slots(level, scale, NAME, GAP) for level in found.levels]
    height = max(end(level, NAME) for level in levels)
    levels = [moved(level, (height - end(level, NAME)) / 2) for level in levels]
    posts = [_post(*each) for each in taken(found, levels)]
    drawn = bands(found, levels, scale, AT, lying=True)
    heads = (
        (level.title, x + (0 if i else THICK), "start" if i else "end")
        for i, (level, x) in enumerate(zip(found.levels, AT, strict=True))
    )
    return Drawing(WIDTH, int(height) + 12, tuple(posts), tuple(drawn), tuple(heads))


def _post(level: int, node: Node, slot: Slot) -> Post:
    first = level == 0
    x, middle = AT[level], slot.begin + slot.size / 2
    text_x = x - 8 if first else x + THICK + 8
    name = _short(node.name, LONGEST[level])
    height = round(slot.size, 1)
    return Post(
        node,
        row(level, node.number - 1),
        x,
        round(slot.begin, 1),
        THICK,
        height,
        name,
        text_x,
        round(middle, 1),
        "end" if first else "start",
    )


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1]}…"
