"""Every kind of public page is well-formed HTML, with each id once and headings in order."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.test import Client
from tinyhtml5.parser import HTMLParser

from .conftest import Published

ADDRESSES = (
    "/",
    "/2023/",
    "/2023/690/",
    "/2023/690/r1/",
    "/2023/690/citizens/",
    "/2023/690/changes/",
    "/2023/690/figure/3/2/3/",
    "/departments/690/",
    "/search?q=经费",
    "/compare?a=2023/690&b=2022/690",
    "/verify/",
    "/rules/",
    "/2024/615/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_well_formed(published: Published, client: Client, address: str) -> None:
    page = client.get(address).content
    parser = HTMLParser()
    parser.parse(page)
    assert parser.errors == []
    ids = Counter(re.findall(r' id="([^"]+)"', page.decode()))
    assert [name for name, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_headings_are_in_order(published: Published, client: Client, address: str) -> None:
    levels = [int(n) for n in re.findall(r"<h([1-6])", client.get(address).content.decode())]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max((b - a for a, b in pairwise(levels)), default=0) <= 1
