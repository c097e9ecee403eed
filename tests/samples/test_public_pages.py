"""What the public sees: frozen publications and nothing else."""

import hashlib

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .conftest import Published

LEDGER = ("expenditureline", "performanceform", "edition", "changereason", "project", "receipt")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/rules/",
        "/2023/",
        "/2023/615/",
        "/2023/615/r1/",
        "/2022/690/",
        "/2023/690/citizens/",
        "/2023/690/r1/citizens/",
        "/2023/690/figure/3/1/3/",
        "/departments/690/",
        "/search?q=经费",
        "/compare?a=2023/690&b=2022/690",
        "/schema/disclosure-1.json",
    ],
)
def test_public_pages_answer_and_never_touch_the_ledger(
    published: Published, client: Client, address: str
) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    touched = [q["sql"] for q in queries if any(f"budgetportal_{t}" in q["sql"] for t in LEDGER)]
    assert touched == []


@pytest.mark.parametrize(
    "address",
    ["/2024/615/", "/2023/999/", "/2023/615/r2/", "/2023/615/tables/14.csv", "/1/615/"],
)
def test_what_does_not_exist_and_what_is_not_public_is_the_same_404(
    published: Published, client: Client, address: str
) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "name", ["disclosure.pdf", "tables.xlsx", "data.json", "datapackage.zip", "tables/06.csv"]
)
@pytest.mark.parametrize("revision", ["", "r1/"])
def test_a_download_is_the_frozen_file_byte_for_byte(
    published: Published, client: Client, name: str, revision: str
) -> None:
    response = client.get(f"/2023/615/{revision}{name}")
    content = b"".join(response)
    assert hashlib.sha256(content).hexdigest() == (
        published["615", 2023].artefacts.get(name=name).sha256
    )


def test_the_page_offers_each_download_and_its_permanent_address(
    published: Published, client: Client
) -> None:
    page = client.get("/2023/615/").content.decode()
    for name in ("disclosure.pdf", "tables.xlsx", "data.json", "tables/01.csv"):
        assert name in page
    assert "/2023/615/r1/" in page


@pytest.mark.parametrize("address", ["/", "/2023/", "/2023/615/", "/2023/690/citizens/", "/none"])
def test_every_page_states_the_licence_of_the_data(
    published: Published, client: Client, address: str
) -> None:
    footer = client.get(address).content.decode().partition("<footer")[2]
    licence = '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/deed.zh-hans">'
    assert footer.count(licence) == 1


def test_a_figure_leads_to_the_lines_it_sums(published: Published, client: Client) -> None:
    page = client.get("/2023/615/figure/3/2/3/")
    found = page.context["origin"]
    assert (found.place.words, found.text) == ("201 一般公共服务支出 合计", "160.61")
    assert sum(each.yuan for each in found.records) == found.yuan
    assert (found.records[0].purpose, found.records[0].subject) == (
        "30201 办公费",
        "2011301 行政运行",
    )
    assert found.notes == ((4, "四、财政拨款收支预算总体情况说明"),)
    assert [place.path for place in found.also] == ["1/1/4/", "4/1/4/", "4/1/5/"]


def test_where_no_figure_stands_there_is_none_to_explain(
    published: Published, client: Client
) -> None:
    assert client.get("/2023/615/figure/7/1/3/").status_code == 404
