"""政府收支分类科目 of one year: codes whose prefixes are their parents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from .terms import CostClass, Fund


class Kind(StrEnum):
    """Which list a subject stands in."""

    FUNCTION = "支出功能分类"
    RECEIPT = "收入分类"
    ECONOMIC = "部门经济分类"
    GOVERNMENT_ECONOMIC = "政府经济分类"


@dataclass(frozen=True, slots=True)
class Subject:
    """One 科目; ``fund`` only where it belongs to a fund of its own (政府性基金, 国有资本经营)."""

    kind: Kind
    code: str
    name: str
    fund: Fund | None = None
    cost_class: CostClass | None = None
    leaf: bool = True


@dataclass(frozen=True)
class Catalogue:
    """One year's code lists."""

    year: int
    subjects: tuple[Subject, ...] = ()
    #: 部门经济科目 → (机关, 事业) 政府经济科目, proposed when a line names none
    mapping: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)

    @cached_property
    def _by_code(self) -> Mapping[tuple[Kind, str], Subject]:
        return {(subject.kind, subject.code): subject for subject in self.subjects}

    def find(self, kind: Kind, code: str) -> Subject | None:
        """The subject that bears this code, or None."""
        return self._by_code.get((kind, code))

    def name(self, kind: Kind, code: str) -> str:
        """The official name, or the code itself where this year's list lacks it."""
        found = self.find(kind, code)
        return found.name if found else code

    def unknown(self, kind: Kind, code: str, last_year: Catalogue) -> str:
        """Why this year's list lacks a code: abolished since last year, or never heard of."""
        gone = last_year.find(kind, code)
        if gone is not None:
            was = f"“{code} {gone.name}”在{last_year.year}年的科目表中"
            return f"{was}，{self.year}年已取消，请改用现行科目"
        return f"“{code}”不在{self.year}年的科目表中"

    def government_economic(self, economic: str, *, organ: bool) -> str | None:
        """政府经济科目 proposed for a 部门经济科目 and the kind of unit."""
        pair = self.mapping.get(economic)
        return pair[0 if organ else 1] if pair else None

    def only(self, codes: Iterable[tuple[Kind, str]]) -> Catalogue:
        """The part of the catalogue that a book with these codes needs, ancestors included."""
        wanted = {(kind, code[:end]) for kind, code in codes for end in range(3, len(code) + 1)}
        kept = tuple(s for s in self.subjects if (s.kind, s.code) in wanted)
        return Catalogue(self.year, kept)


def ancestors(code: str) -> tuple[str, ...]:
    """类, 款, 项 (and 目) of a code: ``2011301`` → ``201``, ``20113``, ``2011301``."""
    return tuple(code[:end] for end in range(3, len(code) + 1, 2))
