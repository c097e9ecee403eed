"""Path tricks in every public address, odd queries and wrong methods: 4xx, never 5xx.

The test client raises whatever a view raises, so an error shows where it comes from.
"""

from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from budgetportal.models import Project

from .addresses import address, names
from .conftest import World

PUBLIC = names(admin=False)
#: pages that say something else for another query
READING = ("home", "search", "compare", "year", "verify", "department")
METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "你好")
TRICKS = (
    "..",
    "%2e%2e",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5c..",
    "....//",
    "%00",
    "801%00.pdf",
    "%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%93",  # ２０２３
    "%D9%A3",  # an Arabic digit
    "%C2%B2",  # ²
    "-1",
    "0",
    "00000000002023",
    "9" * 19,
    "9" * 5000,
    "r" + "9" * 5000,
    "1e9",
    "%FF%FE",
    "%ED%A0%80",  # half a surrogate pair
    "%E2%80%AE",  # text from right to left
    "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "%27%20OR%201=1--",
    "{{7*7}}",
    "%0d%0aSet-Cookie:x=1",
    "//evil.example",
    "%2F%2Fevil.example",
    "a" * 8000,
    "%",
    "%zz",
    " ",
    ";",
    "CON",
)
QUERIES = ("q", "a", "b", "table", "page", "sort", "per_page", "year", "next", "format", "from")
VALUES = (
    "",
    "-1",
    "0",
    "3",
    "14",
    "²",
    "٣",
    "9" * 30,
    "9" * 5000,
    "9" * 5000 + "/801",
    "2023/801",
    "2023/",
    "/",
    "²/801",
    "2023/801/r1",
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "'\"><script>alert(1)</script>",
    "%",
    "_",
    "\\",
    "x" * 20_000,
    "-expenditure",
    "department__members__password",
    "--",
    "[]",
    "//evil.example",
    "科" * 200,
)


def home_of(world: World, name: str) -> str:
    project = Project.objects.filter(edition=world.draft).values_list("pk", flat=True)[0]
    return address(name, world.draft.pk, project)


def variants(place: str) -> list[str]:
    """The address with each of its segments replaced by each trick, and each trick behind it."""
    parts = place.split("/")
    return [
        "/".join([*parts[:i], trick, *parts[i + 1 :]])
        for i in range(1, len(parts))
        for trick in TRICKS
    ]


def orderly(response: object, what: str) -> None:
    """An answer without error, without cookie, that leads nowhere else; refusals in Chinese."""
    status = response.status_code  # type: ignore[attr-defined]
    assert status < 500, what
    assert not response.cookies, what  # type: ignore[attr-defined]
    if 300 <= status < 400:
        assert urlsplit(response["Location"]).netloc == "", what  # type: ignore[index]
    if status in (400, 403, 404, 410, 413):
        page = response.content.decode()  # type: ignore[attr-defined]
        ours = '<html lang="zh-CN">' in page or page.startswith('{"error": "')
        assert (ours, "Traceback" in page) == (True, False), what


@pytest.mark.parametrize("name", PUBLIC, ids=lambda name: f"{name}-{len(TRICKS)} tricks a segment")
def test_path_tricks(world: World, client: Client, name: str) -> None:
    for place in variants(home_of(world, name)):
        orderly(client.get(place), place[:200])


@pytest.mark.parametrize("name", READING, ids=lambda n: f"{n}-{len(QUERIES) * len(VALUES)} queries")
def test_odd_queries_where_a_page_reads_them(world: World, client: Client, name: str) -> None:
    place = home_of(world, name)
    for query in QUERIES:
        for value in VALUES:
            orderly(client.get(place, {query: value}), f"{place}?{query}={value[:40]!r}")


@pytest.mark.parametrize("name", PUBLIC, ids=lambda name: f"{name}-{len(VALUES)} queries at once")
def test_odd_queries_anywhere(world: World, client: Client, name: str) -> None:
    everything = [(query, value) for query in QUERIES for value in VALUES if "\x00" not in value]
    orderly(client.get(f"{home_of(world, name)}?{urlencode(everything)}"), name)


@pytest.mark.parametrize("name", PUBLIC, ids=lambda name: f"{name}-{len(METHODS)} methods")
def test_wrong_methods(world: World, client: Client, name: str) -> None:
    place = home_of(world, name)
    for method in METHODS:
        status = client.generic(method, place).status_code
        assert status in ((200, 403) if name == "verify" else (405,)), (method, status)


def test_one_page_has_one_address(world: World, client: Client) -> None:
    """Digits of other scripts and leading zeros are other addresses, and there is nothing."""
    places = ("/２０２３/801/", "/2023/801/r01/", "/2023/801/r１/", "/2023/801/r1/figure/３/1/3/")
    assert [client.get(place).status_code for place in places] == [404] * 4
