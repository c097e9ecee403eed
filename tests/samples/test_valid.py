"""Every kind of public page is valid HTML, with headings in order."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client

from tests.html_checker import complaints

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
    "/search",
    "/search?q=经费",
    "/search?q=没有这个词",
    "/compare",
    "/compare?a=2023/690&b=2022/690",
    "/verify/",
    "/rules/",
    "/api/v1/",
    "/2024/615/",
)


def test_pages_are_valid(published: Published, client: Client, tmp_path: Path) -> None:
    pages = {address: client.get(address).content.decode() for address in ADDRESSES}
    assert complaints(pages, tmp_path) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    start = '<!DOCTYPE html><html lang="zh-CN"><title>一</title>'
    pages = {"right": f"{start}<p>一</p>", "wrong": f"{start}<ul><p>一</p></ul>"}
    assert [each.partition(" ")[0] for each in complaints(pages, tmp_path)] == ["wrong"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_headings_are_in_order(published: Published, client: Client, address: str) -> None:
    levels = [int(n) for n in re.findall(r"<h([1-6])", client.get(address).content.decode())]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max((b - a for a, b in pairwise(levels)), default=0) <= 1
