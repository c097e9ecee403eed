"""The flow picture (资金从哪里来、到哪里去): bands from level to level, as wide as the money.

Drawn twice from the same streams: lying with names beside it, and standing, for a narrow screen,
with the numbers of the table below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgetportal.ledger.money import IN_WAN, Scale

from .drawing import Drawing
from .lying import lying
from .standing import standing
from .streams import Level, Stream, Streams, gather


@dataclass(frozen=True)
class Flow:
    """The picture, and the same as a table; ``sentence`` says what is not drawn."""

    title: str
    levels: tuple[Level, ...]
    lying: Drawing | None
    standing: Drawing | None
    sentence: str
    unit: str

    @property
    def description(self) -> str:
        """The picture in words, for those who do not see it."""
        listed = (
            f"{level.title}：{'、'.join(f'{n.name}{n.figure}{self.unit}' for n in level.nodes)}"
            for level in self.levels
        )
        return "；".join(listed)


def flow(
    title: str, titles: Sequence[str], streams: Sequence[Stream], scale: Scale = IN_WAN
) -> Flow:
    """A flow of three levels; nothing is drawn where every level has one node."""
    found = gather(titles, streams, scale)
    drawn = found.is_drawn
    return Flow(
        title,
        found.levels,
        lying(found) if drawn else None,
        standing(found) if drawn else None,
        _sentence(found),
        scale.unit,
    )


def _sentence(found: Streams) -> str:
    if not found.whole:
        return "没有可以画出的收支。"
    if found.left_out:
        negative = f"{found.scale.figure(found.left_out)}{found.scale.unit}"
        return f"另有负数{negative}，画不出宽度，没有画入图中。"
    return ""
