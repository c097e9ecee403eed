"""Finding: search, lists, one department through the years, two disclosures side by side."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from budgetportal.models import PublishedText, Withdrawal
from budgetportal.models.searching import folded
from budgetportal.web import facets
from budgetportal.web.excerpts import excerpt

from .conftest import Published

#: a value of a facet: the question that narrows to it, its mark, its number of hits or files
FACET = re.compile(r'<a href="\?(.*?)"(.*?)>.*?<span>(\d+)[处份]</span>')
USED = "q=%E5%85%AC%E7%94%A8%E7%BB%8F%E8%B4%B9"


def titles(client: Client, words: str, **more: str) -> list[str]:
    """The sections that a search shows."""
    page = client.get("/search", {"q": words, **more}).context["page"]
    return [str(hit.title) for group in page for hit in group.hits]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("奖", "科技<mark>奖</mark>励与补贴"),
        ("印刷", "行政运行费"),
        ("揭榜挂帅", "<mark>揭榜挂帅</mark>项目2022上半年研发费用补助资金"),
        ("科技金融部 揭榜挂帅", "<mark>揭榜挂帅</mark>项目2022上半年研发费用补助资金"),
        ("三公经费", "“<mark>三公”经费</mark>增减变动原因说明"),
    ],
)
def test_words_of_any_length_are_found_and_marked(
    published: Published, client: Client, words: str, title: str
) -> None:
    assert title in titles(client, words, dept="615" if "奖" in words else "")


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("坝", "<mark>坝</mark>"),
        ("阿依·古丽", "<mark>阿依·古丽</mark>"),
        ("阿依・古丽", "<mark>阿依·古丽</mark>"),
        ("2024", "<mark>２０２４</mark>"),
        ("２０２４年", "<mark>２０２４年</mark>"),
        ("“双一流”", "「<mark>双一流</mark>"),
        ("『双一流』", "「<mark>双一流</mark>"),
        ("pm2.5", "<mark>ＰＭ2.5</mark>"),
    ],
)
def test_what_is_written_in_another_way_is_the_same_word(
    published: Published, client: Client, words: str, marked: str
) -> None:
    text = "阿依·古丽负责２０２４年「双一流」水坝和ＰＭ2.5监测"
    PublishedText.objects.create(
        publication=published["615", 2023], anchor="n1", title="例", text=text, folded=folded(text)
    )
    page = client.get("/search", {"q": words, "dept": "615", "kind": "notes"}).context["page"]
    excerpts = [str(hit.excerpt) for group in page for hit in group.hits]
    assert [each for each in excerpts if marked in each] != []


def test_all_words_must_be_there(published: Published, client: Client) -> None:
    assert client.get("/search", {"q": "揭榜挂帅 非物质文化遗产"}).context["count"] == 0


def test_a_department_is_found_by_its_name(published: Published, client: Client) -> None:
    answer = client.get("/search", {"q": "文化旅游和体育局"})
    found = re.findall(r'href="(.*?)"', answer.context["departments"])
    assert found == ["/departments/690/", "/2023/690/"]
    assert "没有找到" not in answer.content.decode()


def test_where_nothing_is_found_that_is_said(published: Published, client: Client) -> None:
    page = client.get("/search", {"q": "没有这个词"}).content.decode()
    assert "“没有这个词”在0份公开文件里找到0处。" in page
    assert "没有找到。可以换一个更短的词" in page


def test_hits_are_grouped_by_publication_and_narrowed_by_facets(
    published: Published, client: Client
) -> None:
    everywhere = client.get("/search", {"q": "公用经费"}).context
    assert [(g.publication.year, g.publication.code) for g in everywhere["page"]] == [
        (2023, "615"),
        (2023, "690"),
        (2022, "690"),
    ]
    years = FACET.findall(everywhere["years"])
    assert years == [(f"{USED}&amp;year=2023", "", "2"), (f"{USED}&amp;year=2022", "", "1")]
    asked = {"q": "公用经费", "kind": "notes", "year": "2022", "page": "1"}
    notes = client.get("/search", asked).context
    assert [hit.anchor for group in notes["page"] for hit in group.hits] == ["n6"]
    (year,) = FACET.findall(notes["years"])
    assert year == (f"{USED}&amp;kind=notes&amp;year=2022", ' aria-current="true"', "1")


@pytest.mark.parametrize("words", ["公用 {year}", "{", "&year=2022", '"><b>', "%s%7B"])
def test_facets_keep_whatever_was_asked(words: str) -> None:
    asked = QueryDict(urlencode({"q": words, "year": "2022", "dept": "615", "page": "3"}))
    kept = [
        QueryDict(unescape(query)).dict()
        for query, _, _ in FACET.findall(facets.years([(2023, 2), (2022, 1)], asked))
    ]
    assert kept == [{"q": words, "year": year, "dept": "615"} for year in ("2023", "2022")]


def test_what_was_withdrawn_is_not_found(published: Published, client: Client) -> None:
    publication = published["615", 2023]
    Withdrawal.objects.create(
        publication=publication,
        person=publication.published_by,
        at=publication.published_at,
        reason="测试",
    )
    assert client.get("/search", {"q": "揭榜挂帅"}).context["count"] == 0
    assert [each.count for each in client.get("/").context["years"]] == [1, 1]


@pytest.mark.parametrize("query", ["", "   ", "“”", "_", "一%二", "'; --", "\\"])
def test_what_means_something_to_a_database_is_a_word(
    published: Published, client: Client, query: str
) -> None:
    page = client.get("/search", {"q": query})
    assert page.status_code == 200
    assert page.context.get("count", 0) == 0


def test_hits_are_marked_and_everything_is_escaped() -> None:
    assert excerpt("<b>经费</b>", ["经费"]) == "&lt;b&gt;<mark>经费</mark>&lt;/b&gt;"
    assert excerpt("a<script>b", ["<script>"]) == "a<mark>&lt;script&gt;</mark>b"
    assert excerpt("因公出国（境）费用", ["出国境", "境费"]) == "因公<mark>出国（境）费</mark>用"


def test_the_home_page_adds_up_each_year(published: Published, client: Client) -> None:
    context = client.get("/").context
    assert [(row.year, row.count, str(row.total), row.days) for row in context["years"]] == [
        (2023, 2, "367191194.33", 13.0),
        (2022, 1, "35785788.06", 13.0),
    ]
    assert [level.title for level in context["flow"].levels] == ["资金来源", "支出功能", "支出性质"]
    spent = {level.title: sum(n.yuan for n in level.nodes) for level in context["flow"].levels}
    assert len(set(spent.values())) == 1
    assert client.get("/?year=2022").context["shown"].year == 2022


def test_the_list_of_a_year_is_sorted_and_filtered(published: Published, client: Client) -> None:
    def names(**query: str) -> list[str]:
        table = client.get("/2023/", query).context["table"]
        return [row.record.department.code for row in table.paginated_rows]

    assert names() == ["615", "690"]
    assert names(sort="expenditure") == ["690", "615"]
    assert names(sort="-rate") == ["615", "690"]
    assert names(q="文化") == names(q="690") == ["690"]
    assert "42,087,294.33" not in client.get("/2023/").content.decode()
    assert "36,719.12" in client.get("/2023/").content.decode()
    assert client.get("/2021/").status_code == 404


def test_one_department_through_the_years(published: Published, client: Client) -> None:
    context = client.get("/departments/690/").context
    rows = re.findall(r'<a href="/(.*?)/690/">.*?(增长.*?)<', context["years"])
    assert rows == [("2023", "增长17.61%"), ("2022", "增长8.87%")]
    reception = next(chart for chart in context["public"] if chart.title == "公务接待费")
    assert [column.label for column in reception.columns] == ["2021年", "2022年", "2023年"]
    assert client.get("/departments/999/").status_code == 404


def test_two_disclosures_stand_side_by_side(published: Published, client: Client) -> None:
    context = client.get("/compare", {"a": "2023/690", "b": "2022/690", "table": "3"}).context
    assert [column.label for column in context["columns"]] == ["合计", "基本支出", "项目支出"]
    rows = {row.name: row for row in context["rows"]}
    total = rows["合计"]
    assert (total.one, total.other, total.difference) == ("4,162.39", "3,532.58", "629.81")
    assert total.change == "+17.83%"
    assert rows["文化旅游体育与传媒支出"].code == "207"
    assert [row.code for row in context["rows"]] == sorted(row.code for row in context["rows"])


def test_a_name_that_fits_several_asks_which(published: Published, client: Client) -> None:
    context = client.get("/compare", {"a": "2023/", "b": "2023/690"})
    assert context.status_code == 404
    several = client.get("/compare", {"a": "2023/区", "b": "2023/690"})
    assert several.status_code == 200


@pytest.mark.parametrize("query", [{"a": "x", "b": "y"}, {"a": "2023/999", "b": "2023/615"}])
def test_what_does_not_exist_is_not_compared(
    published: Published, client: Client, query: dict[str, str]
) -> None:
    assert client.get("/compare", query).status_code == 404


@pytest.mark.parametrize("query", [{"table": "99"}, {"table": "x"}, {}, {"column": "9"}])
def test_an_odd_question_is_a_question(
    published: Published, client: Client, query: dict[str, str]
) -> None:
    assert client.get("/compare", query).status_code == 200
    sides = {"a": "2023/690", "b": "2023/615"}
    assert client.get("/compare", sides | query).status_code == 200
