"""What a search found: hits by publication, and the facets that narrow them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.safestring import SafeString

from .sections import KINDS, Kind, Row

#: departments that a facet names
DEPARTMENTS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that holds the words, with them marked."""

    anchor: str
    title: SafeString
    excerpt: SafeString


class Found(NamedTuple):
    """A publication, as much of it as a search says: a row without an object."""

    pk: int
    year: int
    name: str
    code: str


FOUND = ("pk", "year", "department_name", "department__code")


@dataclass
class Group:
    """The hits in one publication."""

    publication: Found
    count: int = 0
    sections: list[int] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


def by_year(groups: Sequence[Group]) -> list[tuple[int, int]]:
    """(year, publications), the year with the most first."""
    return Counter(group.publication.year for group in groups).most_common()


def by_kind(rows: Sequence[Row]) -> list[tuple[Kind, int]]:
    """(kind, hits) of the kinds that were found."""
    counts: Counter[str] = Counter()
    for anchor, hits in Counter(anchor for _, _, anchor in rows).items():
        counts[_kind(anchor)] += hits
    return [(kind, counts[kind.key]) for kind in KINDS if counts[kind.key]]


def _kind(anchor: str) -> str:
    return next((k.key for k in KINDS if anchor.startswith(k.anchors)), "")


def by_owner(groups: Sequence[Group]) -> list[tuple[str, str, int]]:
    """(code, name, hits) of the departments with the most hits."""
    counts: Counter[tuple[str, str]] = Counter()
    for group in groups:
        counts[group.publication.code, group.publication.name] += group.count
    return [(code, name, count) for (code, name), count in counts.most_common(DEPARTMENTS)]
