"""What the rows of a grid are read against: the units, projects and code lists of one edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from budgetportal.disclosure.catalogue import catalogue_of
from budgetportal.ledger.codes import Catalogue, Kind
from budgetportal.models import Edition, Project, Unit

#: field → the list its code stands in
KINDS = {
    "function": Kind.FUNCTION,
    "economic": Kind.ECONOMIC,
    "government_economic": Kind.GOVERNMENT_ECONOMIC,
    "subject": Kind.RECEIPT,
}


@dataclass(frozen=True)
class Context:
    """One edition's names and codes, read once for all rows (four queries)."""

    edition: Edition
    catalogue: Catalogue
    units: Mapping[str, Unit]
    projects: Mapping[str, Project]

    @classmethod
    def of(cls, edition: Edition) -> Context:
        return cls(
            edition,
            catalogue_of(edition.year),
            {unit.code: unit for unit in edition.unit_set.all()},
            {project.name: project for project in edition.project_set.all()},
        )

    @cached_property
    def last_year(self) -> Catalogue:
        """Last year's lists, read only when a code is unknown."""
        return catalogue_of(self.edition.year - 1)

    def unknown(self, kind: Kind, code: str) -> str:
        """Why a code is refused: never heard of, or abolished since last year."""
        return self.catalogue.unknown(kind, code, self.last_year)

    def name(self, field: str, text: str) -> str:
        """What a code is called; nothing where it is not known."""
        found = self.catalogue.find(KINDS[field], text)
        return found.name if found else ""

    def choices(self, field: str) -> Iterator[tuple[str, str]]:
        """(what is typed, what is shown beside it) for the lists that the browser proposes."""
        if field == "unit":
            yield from ((code, unit.name) for code, unit in self.units.items())
        elif field == "project":
            yield from ((name, initials(name)) for name in self.projects)
        else:
            yield from _codes(self.catalogue, KINDS[field])


def _codes(catalogue: Catalogue, kind: Kind) -> Iterator[tuple[str, str]]:
    for subject in catalogue.subjects:
        if subject.kind is kind and subject.leaf:
            yield subject.code, f"{subject.name} {initials(subject.name)}"


@lru_cache(maxsize=10_000)
def initials(name: str) -> str:
    """The first letters of a name's syllables (拼音首字母): 科技成果 → ``kjcg``."""
    # 56 MB of dictionaries, for those processes only that draw a grid
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"))
