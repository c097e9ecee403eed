"""Leaf lines of the newest revisions, asked for in the way that the database answers soonest."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from budgetportal.models import Publication, PublishedLine, Withdrawal
from budgetportal.models.prepared import Given, Prepared, Row
from budgetportal.web import publications

LATER = Publication.objects.filter(
    department=OuterRef("publication__department"),
    year=OuterRef("publication__year"),
    revision__gt=OuterRef("publication__revision"),
)
WITHDRAWN = Withdrawal.objects.filter(publication=OuterRef("publication"))
#: the lines of few publications: planned in two thirds of the time; of all, it takes twice as long
OF_FEW = PublishedLine.objects.filter(~Exists(LATER), ~Exists(WITHDRAWN))
#: what a line says, as the API calls it and as the database does; rows without objects
NAMES = {
    "year": "publication__year",
    "department": "publication__department__code",
    "department_name": "publication__department_name",
    "revision": "publication__revision",
    "function": "function",
    "fund": "fund",
    "vintage": "vintage",
    "nature": "nature",
    "project": "project",
    "yuan": "amount",
}
#: what may be asked besides year and department
FILTERS = {
    "function": "function__startswith",
    "fund": "fund",
    "vintage": "vintage",
    "nature": "nature",
    "project": "project__contains",
}


def newest(year: Any, dept: Any) -> QuerySet[PublishedLine]:
    """Lines of a year, of a department, of both, or all."""
    if dept:
        of_year = {"publication__year": year} if year else {}
        return OF_FEW.filter(publication__department__code=dept, **of_year)
    found = publications.newest()
    return PublishedLine.objects.filter(publication__in=found.filter(year=year) if year else found)


class Found:
    """The lines that an asker wants, of which he is given a part; ``asked`` holds no blanks."""

    def __init__(self, asked: Mapping[str, Any]) -> None:
        self.asked = asked

    def __getitem__(self, part: slice) -> list[Row]:
        return prepared(frozenset(self.asked)).rows(part, **self.asked)

    def count(self) -> int:
        """Of all parts."""
        return _chosen(self.asked).count()


@cache
def prepared(names: frozenset[str]) -> Prepared:
    """One statement for each set of questions, of which there are few."""
    rows = _chosen({name: Given(name) for name in names})
    return Prepared(rows.order_by("publication_id", "id").values_list(*NAMES.values()))


def _chosen(asked: Mapping[str, Any]) -> QuerySet[PublishedLine]:
    rows = newest(asked.get("year"), asked.get("department"))
    return rows.filter(**{FILTERS[name]: asked[name] for name in FILTERS if name in asked})
