"""The findings of a long ledger cost as many queries as those of a short one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgetportal.models import Edition, ExpenditureLine, Unit

pytestmark = pytest.mark.django_db


def lines(edition: Edition, count: int) -> None:
    """Basic expenditure that lacks its subject, its 备注, and a code of the year."""
    unit = Unit.objects.get(edition=edition)
    ExpenditureLine.objects.bulk_create(
        ExpenditureLine(
            edition=edition,
            unit=unit,
            nature="基本支出",
            function=("2060101", "9999999")[number % 2],
            fund="一般公共预算",
            vintage="当年预算",
            amount=-1,
            position=number + 1,
        )
        for number in range(count)
    )


def queries(clerk: Client, edition: Edition) -> tuple[int, int]:
    """(queries, findings) of the page."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page = clerk.get(f"/admin/desk/{edition.pk}/findings/")
    return len(captured), len(page.context["checks"].findings)


@pytest.mark.parametrize("page", ["", "lines/", "preview/document/"])
def test_queries_of_a_page_do_not_grow_with_lines(
    clerk: Client, edition: Edition, page: str
) -> None:
    asked = []
    for count in (2, 60):
        lines(edition, count)
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(f"/admin/desk/{edition.pk}/{page}").status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_queries_do_not_grow_with_findings(clerk: Client, edition: Edition) -> None:
    lines(edition, 2)
    few = queries(clerk, edition)
    lines(edition, 60)
    many = queries(clerk, edition)
    assert few[0] == many[0]
    assert (few[1], many[1]) == (6, 126)
