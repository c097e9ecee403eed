"""Lists ask the database the same number of questions, however many departments there are."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgetportal.models import (
    Department,
    Publication,
    PublishedFigure,
    PublishedFlow,
    PublishedText,
)
from budgetportal.models.searching import folded

from .conftest import Published

#: how many queries an address takes, of whatever size
QUERIES = {
    "/": 5,
    "/2023/": 3,
    "/2023/?sort=-rate": 3,
    "/2023/?q=局": 4,
    "/2023/615/": 2,
    "/2023/690/citizens/": 2,
    "/2023/615/figure/3/2/3/": 2,
    "/departments/690/": 2,
    "/search?q=经费": 5,
    "/compare": 1,
    "/rules/": 0,
    "/feed.atom": 2,
    "/2023/all.zip": 2,
    "/api/v1/publications?page_size=1": 2,
    "/api/v1/publications": 1,  # a page that holds all needs no count
    "/api/v1/lines?department=690&page_size=500": 1,
    "/api/v1/lines?page_size=1": 2,
    "/api/v1/totals?year=2023": 1,
}


def asked(client: Client, address: str) -> int:
    """How many queries an address takes while nothing is kept."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        assert (answer.status_code, bool(answer.getvalue())) == (200, True)
    return len(queries)


def more_departments(like: Publication, count: int) -> None:
    """``count`` departments with a publication, its flows, figures and a text."""
    departments = Department.objects.bulk_create(
        Department(code=f"8{number:02d}", name=f"第{number}局") for number in range(count)
    )
    publications = Publication.objects.bulk_create(
        Publication(
            department=department,
            department_name=department.name,
            year=2023,
            revision=1,
            published_at=like.published_at,
            published_by=like.published_by,
            approved_on=date(2023, 2, 1),
            expenditure=10_000 * number,
            prior=5_000,
            days=number % 30,
        )
        for number, department in enumerate(departments)
    )
    for each in publications:
        flow = {"fund": "单位资金", "function": "206", "name": "科学技术支出", "nature": "项目支出"}
        PublishedFlow.objects.create(publication=each, amount=100, **flow)
        PublishedFigure.objects.create(publication=each, indicator="三公经费", amount=1)
        text = "会议经费"
        PublishedText.objects.create(
            publication=each, anchor="n1", title="说明", text=text, folded=folded(text)
        )


@pytest.mark.parametrize(("address", "queries"), QUERIES.items())
def test_queries_are_few_and_do_not_grow_with_departments(
    published: Published, client: Client, address: str, queries: int
) -> None:
    few = asked(client, address)
    more_departments(published["615", 2023], 60)
    assert (few, asked(client, address)) == (queries, queries)


def test_queries_do_not_grow_with_the_years_of_a_department(
    published: Published, client: Client
) -> None:
    like = published["690", 2023]
    for year in range(2010, 2020):
        like.pk, like.year = None, year
        like.save(force_insert=True)
        PublishedFigure.objects.create(publication=like, indicator="支出总计", amount=year)
    assert asked(client, "/departments/690/") == QUERIES["/departments/690/"]
    assert client.get("/departments/690/").content.decode().count("年度</a></th>") == 12


def test_a_list_is_paged_and_says_who_was_late(published: Published, client: Client) -> None:
    more_departments(published["615", 2023], 60)
    first = client.get("/2023/")
    assert len(first.context["table"].paginated_rows) == 50
    assert "第1页，共2页" in first.content.decode()
    late = client.get("/2023/", {"q": "第29局"}).content.decode()
    assert '<span class="late">29天（超过20天）</span>' in late


def test_a_list_is_sorted_by_the_change_and_leads_to_each_department(
    published: Published, client: Client
) -> None:
    more_departments(published["615", 2023], 3)
    for sort, codes in (("rate", ["800", "801", "802"]), ("-rate", ["802", "801", "800"])):
        page = client.get("/2023/", {"sort": sort, "q": "第"}).content.decode()
        assert (
            re.findall(r'<th scope="row"><a href="/2023/(8\d\d)/">第\d局</a></th>', page) == codes
        )


def test_what_is_published_next_is_counted_at_once(published: Published, client: Client) -> None:
    assert client.get("/").context["shown"].count == 2
    more_departments(published["615", 2023], 3)
    assert client.get("/").context["shown"].count == 5


def test_while_nothing_is_published_the_home_page_asks_only_that(
    published: Published, client: Client, django_assert_num_queries: Any
) -> None:
    client.get("/")
    with django_assert_num_queries(1):
        client.get("/")
