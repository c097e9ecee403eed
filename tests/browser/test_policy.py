"""Every page, public or back office, is valid and asks for nothing that the policy forbids."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import ConsoleMessage, Page

from tests.html_checker import complaints

from .test_desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
#: answers that are files, and the address that would end the walk
NO_PAGES = ("download", "revision-download", "schema", "admin:logout", "admin:desk-export")
DEEPEST = 6
#: what is read out with a picture of Django's own
ENGLISH = re.compile(r'alt="[A-Za-z]')


class Watch:
    """What the browser reported while it showed a page."""

    def __init__(self, page: Page) -> None:
        self.found: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"{page.url} {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"{message.location.get('url')} {message.text}")


def walk(page: Page, site: str, start: str) -> dict[str, str]:
    """The HTML of one page of every named address that can be reached by links."""
    found, seen, waiting = dict[str, str](), set[str](), [(start, 0)]
    while waiting:
        address, depth = waiting.pop(0)
        name = named(address)
        if name is None or name in seen or name in NO_PAGES:
            continue
        seen.add(name)
        answer = page.goto(site + address)
        assert answer is not None
        found[name] = answer.text()
        if depth < DEEPEST:
            waiting += [(each, depth + 1) for each in links(page, site)]
    return found


def links(page: Page, site: str) -> list[str]:
    hrefs = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    absolute = [urlsplit(urljoin(page.url, href)) for href in hrefs]
    return [url.path for url in absolute if f"{url.scheme}://{url.netloc}" == site]


def named(address: str) -> str | None:
    try:
        return resolve(address).view_name
    except Resolver404:
        return None


def test_public_pages_keep_the_policy(site: str, desk: Page, tmp_path: Path) -> None:
    watch = Watch(desk)
    pages = walk(desk, site, "/")
    desk.goto(f"{site}/compare?a=2023/690&b=2022/690")
    desk.goto(f"{site}/search?q=科")
    assert watch.found == []
    assert len(pages) >= 10, list(pages)
    assert complaints(pages, tmp_path) == []


def test_the_back_office_keeps_the_policy(site: str, desk: Page, tmp_path: Path) -> None:
    watch = Watch(desk)
    sign_in(desk, site, "admin")
    pages = walk(desk, site, "/admin/")
    assert watch.found == []
    assert len(pages) >= 40, list(pages)
    assert complaints(pages, tmp_path) == []
    assert [name for name, page in pages.items() if ENGLISH.search(page)] == []


def test_the_scripts_of_the_back_office_work_under_the_policy(site: str, desk: Page) -> None:
    """Theme, chooser of two lists, filter and pop-up are Django's own scripts."""
    watch = Watch(desk)
    sign_in(desk, site, "admin")
    desk.goto(f"{site}/admin/auth/user/add/")
    theme = desk.locator("html").get_attribute("data-theme")
    desk.locator(".theme-toggle").first.click()
    assert desk.locator("html").get_attribute("data-theme") != theme
    desk.goto(f"{site}/admin/auth/user/")
    desk.locator("#action-toggle").check()
    assert desk.locator("tr.selected").count() >= 4
    assert watch.found == []
