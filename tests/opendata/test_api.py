"""The read API: publications, their lines and totals; wrong questions answered in Chinese."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgetportal.models import Publication, PublishedLine

from .conftest import REASON, WITHDRAWN

pytestmark = pytest.mark.xdist_group("opendata")
Published = dict[tuple[str, int], Publication]
API = "/api/v1"


def get(client: Client, path: str, **asked: Any) -> Any:
    answer = client.get(API + path, asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_the_newest_or_all_revisions_without_what_was_withdrawn(
    published: Published, client: Client
) -> None:
    def found(**asked: str) -> list[tuple[str, int]]:
        items = get(client, "/publications", **asked)["items"]
        return [(each["department"], each["revision"]) for each in items]

    assert found() == [("801", 2), ("803", 1)]
    assert found(revisions="all") == [("801", 2), ("801", 1), ("803", 1)]
    assert found(department="803", year="2023") == [("803", 1)]
    assert found(year="2022") == []


def test_a_publication_names_its_files(published: Published, client: Client) -> None:
    newest = get(client, "/publications/2023/801")
    assert newest == get(client, "/publications/2023/801/r2")
    assert (newest["newest"], newest["reason"], newest["expenditure"]) == (True, REASON, "20000.00")
    old = get(client, "/publications/2023/801/r1")
    assert (old["newest"], old["page"]) == (False, "/2023/801/r1/")
    for file in old["file_list"]:
        assert client.get(file["address"]).status_code == 200
        artefact = published["801", 1].artefacts.get(name=file["name"])
        assert (file["sha256"], file["size"]) == (artefact.sha256, artefact.size)


def test_a_table_is_the_one_of_the_data(published: Published, client: Client) -> None:
    data = json.loads(client.get("/2023/801/data.json").getvalue())
    assert get(client, "/publications/2023/801/tables/3") == data["tables"][2]
    assert client.get(f"{API}/publications/2023/801/tables/14").status_code == 404


def test_lines_are_filtered_and_paged(published: Published, client: Client) -> None:
    assert [(line["department"], line["yuan"]) for line in get(client, "/lines")["items"]] == [
        ("803", "10000.00"),
        ("801", "20000.00"),
    ]
    assert (
        get(client, "/lines", function="206", fund="一般公共预算", department="801")["count"] == 1
    )
    assert get(client, "/lines", function="201")["count"] == 0
    assert get(client, "/lines", project="平台")["count"] == 2
    first = get(client, "/lines", page_size=1)
    assert (first["count"], first["previous"]) == (2, None)
    second = client.get(first["next"]).json()
    assert (second["next"], second["previous"]) == (None, f"{API}/lines?page_size=1&page=1")
    assert second["items"] != first["items"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("department", [("801", "测试局", "20000.00"), ("803", "测试局", "10000.00")]),
        ("function", [("206", "科学技术支出", "30000.00")]),
        ("fund", [("一般公共预算", "一般公共预算", "30000.00")]),
        ("nature", [("项目支出", "项目支出", "30000.00")]),
        ("vintage", [("当年预算", "当年预算", "30000.00")]),
    ],
)
def test_totals_are_sums_of_the_newest_lines(
    published: Published, client: Client, by: str, expected: list[tuple[str, str, str]]
) -> None:
    items = get(client, "/totals", year=2023, by=by)["items"]
    assert [(each["key"], each["name"], each["yuan"]) for each in items] == expected


@pytest.mark.parametrize(
    ("digits", "expected"),
    [("3", "206"), ("5", "20604"), ("7", "2060404")],
)
def test_totals_by_subject_go_down_to_its_item(
    published: Published, client: Client, digits: str, expected: str
) -> None:
    items = get(client, "/totals", year=2023, by="function", digits=digits)["items"]
    assert [(each["key"], each["yuan"]) for each in items] == [(expected, "30000.00")]


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/publications/2023/999", 404, "没有这份公开文件，或者还没有公开。"),
        ("/publications/2023/801/r3", 404, "没有这份公开文件，或者还没有公开。"),
        ("/publications/2023/802", 410, f"这份公开文件已撤回，原因：{WITHDRAWN}"),
        ("/publications/2023/802/r1", 410, f"这份公开文件已撤回，原因：{WITHDRAWN}"),
        ("/publications?year=x", 422, "参数 year 应当是整数。"),
        ("/publications?year=1999", 422, "参数 year 不能小于2000。"),
        ("/publications?page_size=501", 422, "参数 page_size 不能大于500。"),
        ("/publications?revisions=old", 422, "参数 revisions 只能是newest、all。"),
        ("/publications?yaer=2023", 422, "参数 yaer 不是这里的参数。"),
        ("/lines?function=2x", 422, "参数 function 格式不对，应当符合 ^[0-9]{3,7}$。"),
        ("/totals", 422, "参数 year 必须填写。"),
        ("/nothing", 404, None),
    ],
)
def test_a_wrong_question_is_answered_in_one_sentence(
    published: Published, client: Client, path: str, status: int, sentence: str | None
) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status
    if sentence:
        assert answer.json() == {"error": sentence}


def test_nothing_is_written(published: Published, client: Client) -> None:
    for method in (client.post, client.put, client.patch, client.delete):
        answer = method(f"{API}/publications")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
        assert answer.json() == {"error": "这里只能读取，请用GET。"}
    head = client.head(f"{API}/publications")
    assert (head.status_code, head.getvalue()) == (200, b"")


@pytest.mark.parametrize("path", ["/publications?revisions=all", "/lines"])
def test_queries_do_not_grow_with_rows(published: Published, client: Client, path: str) -> None:
    mark = "&" if "?" in path else "?"
    counts = []
    for size in (1, 500):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{API}{path}{mark}page_size={size}")
        counts.append(len(queries))
    assert counts == [2, 1]  # where all stand on one page, they are counted by reading them


@pytest.mark.parametrize("path", ["/publications", "/lines"])
def test_all_are_counted_on_every_page(published: Published, client: Client, path: str) -> None:
    whole = get(client, path)["items"]
    sizes = (1, len(whole) - 1, len(whole), len(whole) + 1)
    pages = [
        get(client, path, page_size=size, page=page) for size in sizes if size for page in (1, 2, 3)
    ]
    assert {page["count"] for page in pages} == {len(whole)}
    assert [page["items"] for page in pages[:3]] == [whole[:1], whole[1:2], whole[2:3]]


def test_amounts_are_exact_strings(published: Published, client: Client) -> None:
    line = PublishedLine.objects.get(publication=published["803", 1])
    (found,) = get(client, "/lines", department="803")["items"]
    assert isinstance(found["yuan"], str)
    assert Decimal(found["yuan"]) == line.amount


def test_the_guide_shows_every_operation_and_parameter(
    published: Published, client: Client
) -> None:
    page = client.get(f"{API}/").content.decode()
    described = client.get(f"{API}/openapi.json").json()
    for path, methods in described["paths"].items():
        assert path in page
        assert methods["get"]["summary"] in page
        for parameter in methods["get"].get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in page
