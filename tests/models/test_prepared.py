"""A prepared statement answers what its query set would, for each value that it is given."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from budgetportal.models import Department, Publication
from budgetportal.models.prepared import Given, GivenKeys, Prepared

SHOWN = ("department__code", "year", "published_at", "expenditure", "prior")
#: strange values are compared as they are
CODES = ("1", "1'2", "%s", "")


@pytest.fixture
def publications(db: None) -> list[Publication]:
    person = User.objects.create(username="publisher")
    return [
        Publication.objects.create(
            department=Department.objects.get_or_create(code=code, defaults={"name": code})[0],
            department_name=code,
            year=year,
            revision=1,
            published_at=datetime(year, 2, 1, 8, tzinfo=UTC),
            published_by=person,
            expenditure=f"{year}.05",
        )
        for code in CODES
        for year in (2022, 2023)
    ]


def test_values_are_given_when_it_is_run(publications: list[Publication]) -> None:
    rows = Publication.objects.order_by("year").values_list(*SHOWN)
    prepared = Prepared(rows.filter(department__code=Given("code")))
    for code in (*CODES, "nobody"):
        assert prepared.rows(code=code) == list(rows.filter(department__code=code))


def test_keys_are_as_many_as_are_given(publications: list[Publication]) -> None:
    rows = Publication.objects.order_by("pk").values_list("pk", *SHOWN)
    prepared = Prepared(rows.filter(pk__in=GivenKeys("keys")))
    keys = [each.pk for each in publications]
    for chosen in ([], keys[:1], keys[::2], [*keys, 0]):
        assert prepared.rows(keys=chosen) == list(rows.filter(pk__in=chosen))


def test_a_part_is_the_same_rows(publications: list[Publication]) -> None:
    rows = Publication.objects.order_by("pk").values_list("pk", "department__code")
    prepared = Prepared(rows.filter(year=Given("year")))
    whole = prepared.rows(year=2023)
    parts = [prepared.rows(slice(first, first + 3), year=2023) for first in (0, 3, 6)]
    assert parts == [whole[:3], whole[3:6], whole[6:]]
