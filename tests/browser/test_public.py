"""What a browser does with the public pages, at two widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ADDRESSES = (
    "/",
    "/rules/",
    "/search?q=科",
    "/compare?a=2023/690&b=2022/690",
    "/departments/690/",
    "/verify/",
    "/2023/690/changes/",
    "/2023/690/figure/3/1/3/",
    "/2023/",
    "/2023/615/",
    "/2023/690/",
    "/2024/615/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_public_pages_are_accessible_and_fit_their_width(
    site: str, page: Page, address: str
) -> None:
    page.goto(site + address)
    report = Axe().run(page)
    assert [v["id"] for v in report.response["violations"]] == [], report.generate_report()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]  # type: ignore[index]


def test_public_pages_ask_nobody_else_and_set_no_cookie(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ADDRESSES:
        page.goto(site + address)
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert page.context.cookies() == []


def test_a_reader_finds_a_table_through_the_contents(site: str, page: Page) -> None:
    page.goto(site)
    page.get_by_role("link", name="山西转型综合改革示范区科技金融部2023年度部门预算").click()
    page.locator("a[href='#t3']").first.evaluate("link => link.click()")
    page.wait_for_url("**/2023/615/#t3")
    table = page.locator("#t3 table")
    assert table.locator("tbody tr").first.inner_text().split() == [
        "合计",
        "32,510.39",
        "14.41",
        "32,495.98",
    ]
