"""What a flow picture shows, before it has a shape: nodes by level, and what runs between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.ledger.money import ZERO, Scale, percent, total

from .bars import Bar, bars

#: more nodes than this on a level are drawn as one
MOST = 9
#: (a name on each level, exact 元)
Stream = tuple[tuple[str, ...], Decimal]


@dataclass(frozen=True, slots=True)
class Node:
    """A name on a level; numbered from 1, the largest first."""

    number: int
    name: str
    yuan: Decimal
    figure: str
    share: str
    bar: Bar


@dataclass(frozen=True)
class Level:
    """资金来源, 支出功能 or 用途."""

    title: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """What runs from a node (its index) of one level to a node of the next."""

    level: int
    start: int
    end: int
    yuan: Decimal


@dataclass(frozen=True)
class Streams:
    """Nodes and links; ``left_out`` is the sum in 元 of negative streams, which have no width."""

    levels: tuple[Level, ...]
    links: tuple[Link, ...]
    left_out: Decimal
    scale: Scale

    @property
    def whole(self) -> Decimal:
        return total(node.yuan for node in self.levels[0].nodes)

    @property
    def is_drawn(self) -> bool:
        """A single band says nothing that a sentence does not."""
        return any(len(level.nodes) > 1 for level in self.levels)


def gather(titles: Sequence[str], streams: Sequence[Stream], scale: Scale) -> Streams:
    """Streams of equal names added up; what is beyond ``MOST`` on a level becomes 其他."""
    sums: dict[tuple[str, ...], Decimal] = {}
    for names, yuan in streams:
        sums[names] = sums.get(names, ZERO) + yuan
    drawn = {names: yuan for names, yuan in sums.items() if yuan > 0}
    places = [_places(drawn, level) for level in range(len(titles))]
    levels = [_level(title, drawn, i, places[i], scale) for i, title in enumerate(titles)]
    left_out = total(yuan for yuan in sums.values() if yuan < 0)
    return Streams(tuple(levels), tuple(_links(drawn, places)), left_out, scale)


def _places(sums: Mapping[tuple[str, ...], Decimal], level: int) -> Mapping[str, int]:
    """Name → index of its node, the largest first; the small ones share the last."""
    known: dict[str, Decimal] = {}
    for names, yuan in sums.items():
        known[names[level]] = known.get(names[level], ZERO) + yuan
    ordered = sorted(known, key=lambda name: (-known[name], name))
    last = MOST - 1 if len(ordered) > MOST else MOST
    return {name: min(place, last) for place, name in enumerate(ordered)}


def _level(
    title: str,
    sums: Mapping[tuple[str, ...], Decimal],
    level: int,
    places: Mapping[str, int],
    scale: Scale,
) -> Level:
    names: dict[int, list[str]] = {}
    for name, place in places.items():
        names.setdefault(place, []).append(name)
    yuan = dict.fromkeys(names, ZERO)
    for path, amount in sums.items():
        yuan[places[path[level]]] += amount
    whole = total(yuan.values())
    drawn = [bar for bar in bars(list(yuan.values())) if bar is not None]
    return Level(
        title,
        tuple(
            Node(
                place + 1,
                _name(each),
                yuan[place],
                scale.figure(yuan[place]),
                f"{percent(yuan[place], whole)}%",
                bar,
            )
            for (place, each), bar in zip(names.items(), drawn, strict=True)
        ),
    )


def _name(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"其他{len(names)}项"


def _links(
    sums: Mapping[tuple[str, ...], Decimal], places: Sequence[Mapping[str, int]]
) -> list[Link]:
    found: dict[tuple[int, int, int], Decimal] = {}
    for names, yuan in sums.items():
        for level in range(len(places) - 1):
            key = level, places[level][names[level]], places[level + 1][names[level + 1]]
            found[key] = found.get(key, ZERO) + yuan
    return [Link(*key, yuan) for key, yuan in sorted(found.items())]
