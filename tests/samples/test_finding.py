"""Search finds words of one character or more, in the newest publications only."""

import pytest
from django.test import Client

from budgetportal.models import Withdrawal
from budgetportal.web.finding import excerpt

from .conftest import Published


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("奖", "科技奖励与补贴"),
        ("印刷", "行政运行费"),
        ("揭榜挂帅", "揭榜挂帅项目2022上半年研发费用补助资金"),
    ],
)
def test_words_of_any_length_are_found(
    published: Published, client: Client, words: str, title: str
) -> None:
    page = client.get("/search", {"q": words})
    assert title in [hit.section.title for hit in page.context["hits"]]


def test_a_department_is_found_by_its_name(published: Published, client: Client) -> None:
    page = client.get("/search", {"q": "文化旅游和体育局"})
    found = {hit.section.publication.department.code for hit in page.context["hits"]}
    assert "690" in found


def test_what_was_withdrawn_is_not_found(published: Published, client: Client) -> None:
    publication = published["615", 2023]
    Withdrawal.objects.create(
        publication=publication,
        person=publication.published_by,
        at=publication.published_at,
        reason="测试",
    )
    assert client.get("/search", {"q": "揭榜挂帅"}).context["count"] == 0


def test_hits_are_marked_and_everything_is_escaped() -> None:
    assert excerpt("<b>经费</b>", "经费") == "&lt;b&gt;<mark>经费</mark>&lt;/b&gt;"
    assert excerpt("a<script>b", "<script>") == "a<mark>&lt;script&gt;</mark>b"


def test_lists_show_totals_of_the_year(published: Published, client: Client) -> None:
    years = client.get("/").context["years"]
    assert [(row["year"], row["count"], str(row["total"])) for row in years] == [
        (2023, 2, "367191194.33"),
        (2022, 1, "35785788.06"),
    ]


def test_two_disclosures_stand_side_by_side(published: Published, client: Client) -> None:
    page = client.get("/compare", {"a": "2023/690", "b": "2022/690", "table": "3"})
    assert page.context["rows"][0][0] == "合计 合计"
    assert [bool(text) for text in page.context["rows"][0][1:]] == [True, True]


@pytest.mark.parametrize("query", [{"a": "x", "b": "y"}, {"a": "2023/999", "b": "2023/615"}])
def test_what_does_not_exist_is_not_compared(
    published: Published, client: Client, query: dict[str, str]
) -> None:
    assert client.get("/compare", query).status_code == 404


@pytest.mark.parametrize("query", [{"table": "99"}, {"table": "x"}, {}])
def test_an_odd_question_is_a_question(
    published: Published, client: Client, query: dict[str, str]
) -> None:
    assert client.get("/compare", query).status_code == 200
