"""The stretches of nodes along a level of a flow picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .streams import Level, Node, Streams


@dataclass(frozen=True, slots=True)
class Slot:
    """A node's stretch along its level: where it begins and how much of it is money."""

    begin: float
    size: float


def slots(level: Level, scale: float, least: float, gap: float) -> list[Slot]:
    found, place = [], 0.0
    for node in level.nodes:
        size = max(float(node.yuan) * scale, 1.0)
        spare = max(least - size, 0.0)
        found.append(Slot(place + spare / 2, size))
        place += size + spare + gap
    return found


def end(places: Sequence[Slot], least: float) -> float:
    last = places[-1]
    return last.begin + last.size + max(least - last.size, 0.0) / 2


def moved(places: Sequence[Slot], by: float) -> list[Slot]:
    return [Slot(slot.begin + by, slot.size) for slot in places]


def taken(found: Streams, levels: Sequence[Sequence[Slot]]) -> Iterator[tuple[int, Node, Slot]]:
    """Every node with its level, from 0, and its stretch."""
    for i, (level, places) in enumerate(zip(found.levels, levels, strict=True)):
        for node, slot in zip(level.nodes, places, strict=True):
            yield i, node, slot
