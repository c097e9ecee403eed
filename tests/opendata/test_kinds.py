"""Every kind of page, in Chromium and by the HTML checker: nobody is shut out of any of them."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.finders import find
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Browser, Page, Route

from budgetportal.models import Publication
from tests.chromium import chromium
from tests.html_checker import complaints
from tests.security.addresses import names

from .kinds import ADDRESSES, KINDS, shown

pytestmark = pytest.mark.xdist_group("opendata")
SITE = "http://portal.example/"
EVERY = {"resultTypes": ["violations"]}
CONTRAST = EVERY | {"runOnly": ["color-contrast"]}
#: (width, theme, rules): what depends on the theme is its colours
AXE = tuple(
    (width, theme, rules)
    for width in (1440, 390)
    for theme, rules in (("light", EVERY), ("dark", CONTRAST))
)
#: a desk screen, the same at 200 %, a phone, the narrowest phone
WIDTHS = (1440, 720, 390, 320)
Published = dict[tuple[str, int], Publication]
#: what answers to these names is no page
NO_PAGES = {
    # the same pages stand below both addresses of a revision
    *("revision-citizens", "revision-figure"),
    *("dataset", "download", "feed", "healthz", "metrics", "readyz", "revision-dataset"),
    *("revision-download", "robots", "schema", "security", "sitemap", "year-files"),
}


@pytest.fixture
def pdf(published: Published) -> bytes:
    content: bytes = published["801", 2].artefacts.get(name="disclosure.pdf").file.read()
    return content


@dataclass(frozen=True)
class Seen:
    """What axe finds by width and theme; the widths of a screen at which the page is wider."""

    violations: dict[tuple[int, str], list[str]]
    too_wide: list[int]


@pytest.fixture(scope="module")
def look() -> Iterator[Callable[[str], Seen]]:
    """Chromium in a thread of its own: its event loop keeps away from the database."""
    with ThreadPoolExecutor(1) as thread:
        started = ExitStack()
        browser = thread.submit(started.enter_context, chromium()).result()
        yield lambda text: thread.submit(_seen, browser, text).result()
        thread.submit(started.close).result()


def _seen(browser: Browser, text: str) -> Seen:
    page = browser.new_page(locale="zh-CN", reduced_motion="reduce")
    page.route("**/*", lambda route: _serve(route, text))
    page.goto(SITE)
    found = {}
    for width, theme, rules in AXE:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        report = Axe().run(page, options=rules)
        found[width, theme] = [each["id"] for each in report.response["violations"]]
    wide = [width for width in WIDTHS if _width(page, width) > width]
    page.close()
    return Seen({place: ids for place, ids in found.items() if ids}, wide)


def _serve(route: Route, text: str) -> None:
    """The page itself, and the style sheets of the project."""
    place = route.request.url.removeprefix(SITE)
    if place.startswith("static/"):
        route.fulfill(path=find(place.removeprefix("static/")))
    else:
        route.fulfill(content_type="text/html", body=text)


def _width(page: Page, wide: int) -> Any:
    page.set_viewport_size({"width": wide, "height": 900})
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.browser
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_page_is_accessible_in_both_themes_and_loses_nothing_when_narrow(
    look: Callable[[str], Seen], pdf: bytes, client: Client, name: str
) -> None:
    assert look(shown(name, client, pdf)) == Seen({}, [])


def test_no_kind_of_page_is_missing() -> None:
    found = {resolve(address.partition("?")[0]).url_name for address in ADDRESSES}
    named = {name for name in names(admin=False) if not name.startswith("api:")}
    assert found == named - NO_PAGES


def test_every_kind_of_page_is_valid(pdf: bytes, client: Client, tmp_path: Path) -> None:
    pages = {name: shown(name, client, pdf) for name in KINDS}
    assert complaints(pages, tmp_path) == []
    for name, page in pages.items():
        levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
        assert (levels[0], levels.count(1)) == (1, 1), name
        assert max((b - a for a, b in pairwise(levels)), default=0) <= 1, name
