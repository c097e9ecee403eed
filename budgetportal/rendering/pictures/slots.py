"""The stretches of nodes along a level of a flow picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .streams import Level


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


def end(taken: Sequence[Slot], least: float) -> float:
    last = taken[-1]
    return last.begin + last.size + max(least - last.size, 0.0) / 2


def moved(taken: Sequence[Slot], by: float) -> list[Slot]:
    return [Slot(slot.begin + by, slot.size) for slot in taken]
