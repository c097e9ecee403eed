"""What a browser does with the public pages: two widths, two themes, with scripts and without."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

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
    "/2023/690/citizens/",
    "/2023/",
    "/2023/615/",
    "/2024/615/",
    "/api/v1/",
    "/search",
    "/compare",
    "/compare?a=2023/690&b=2023/615&table=1",
)
#: pages that are another thing with much in them; every kind is in opendata/test_kinds.py
FULL = (
    "/",
    "/departments/690/",
    "/2023/690/citizens/",
    "/2023/615/",
    "/compare?a=2023/690&b=2022/690",
)
CONTRAST = {"runOnly": ["color-contrast"]}


def width(page: Page) -> Any:
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("address", FULL)
def test_full_pages_are_accessible_in_both_themes(site: str, page: Page, address: str) -> None:
    page.goto(site + address)
    report = Axe().run(page)
    assert [v["id"] for v in report.response["violations"]] == [], report.generate_report()
    page.emulate_media(color_scheme="dark")
    report = Axe().run(page, options=CONTRAST)
    assert [v["id"] for v in report.response["violations"]] == [], report.generate_report()


@pytest.mark.parametrize("address", ADDRESSES)
def test_public_pages_fit_their_width(site: str, desk: Page, address: str) -> None:
    """A desk screen and the same at 200 %, a phone and the narrowest one."""
    desk.goto(site + address)
    for wide in (1440, 720, 390, 320):
        desk.set_viewport_size({"width": wide, "height": 900})
        assert width(desk) <= wide


def test_public_pages_ask_nobody_else_and_set_no_cookie(site: str, desk: Page) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    for address in ADDRESSES:
        desk.goto(site + address)
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert desk.context.cookies() == []


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


def test_a_figure_and_a_term_open_beside_the_page(site: str, page: Page) -> None:
    page.goto(f"{site}/2023/615/")
    figure = page.locator("#t3 tbody a").first
    figure.press("Enter")
    panel = page.get_by_role("dialog")
    assert panel.locator(".sum strong").inner_text() == "32,510.39"
    assert panel.get_by_role("row").last.inner_text().split() == ["合计", "325,103,900"]
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert figure.evaluate("link => link === document.activeElement")
    page.locator("#n3 a.term").first.press("Enter")
    assert panel.inner_text().startswith("关闭")
    assert "、基本支出：" in panel.inner_text()
    assert page.url == f"{site}/2023/615/"


def test_everything_is_reached_without_scripts(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/2023/615/")
    page.get_by_role("link", name="目录", exact=True).click()
    page.get_by_role("navigation", name="目录").get_by_role("link", name="表3").click()
    page.locator("#t3 tbody a").first.click()
    page.wait_for_url("**/2023/615/figure/3/1/3/")
    page.get_by_role("link", name="回到报表").click()
    page.wait_for_url("**/2023/615/#t3")
    context.close()


def test_the_keyboard_reaches_the_text_first_and_shows_where_it_is(site: str, desk: Page) -> None:
    desk.goto(f"{site}/2023/690/")
    desk.keyboard.press("Tab")
    skip = desk.locator(":focus")
    assert skip.inner_text() == "跳到正文"
    assert skip.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "main"


#: what can have the focus, in the order of the page, as far as it is shown; then where it goes
WATCH = """() => {
    const stops = [...document.querySelectorAll(
        'a[href], button, input, select, summary, [tabindex="0"]')]
        .filter(each => each.checkVisibility({visibilityProperty: true}));
    const place = new Map(stops.map((each, number) => [each, number]));
    window.walked = [];
    document.addEventListener("focusin", ({target}) =>
        walked.push([place.get(target), getComputedStyle(target).outlineStyle]));
    return stops.length;
}"""
#: the figures of a disclosure's tables, each a link, are many of one kind
STOPS = 250


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_keyboard_goes_through_a_page_in_its_order(site: str, desk: Page, address: str) -> None:
    """Every stop is the next of the page, and one sees where one is."""
    desk.goto(site + address)
    many = min(desk.evaluate(WATCH), STOPS)
    for _ in range(many):
        desk.keyboard.press("Tab")
    assert desk.evaluate("walked") == [[place, "solid"] for place in range(many)]


def test_a_node_of_the_picture_leads_to_its_row_and_lights_its_bands(site: str, desk: Page) -> None:
    desk.goto(f"{site}/2023/690/")
    node = desk.locator(".flow a").nth(1)
    node.focus()
    row = str(node.get_attribute("href"))
    lit = desk.locator(".flow .lying path.lit")
    assert lit.count() == desk.locator(f".flow .lying path[data-ends*='{row[1:]}']").count() > 0
    node.press("Enter")
    assert desk.url.endswith(row)
    assert desk.locator(row).inner_text().split()[1] == "政府性基金预算"


def test_who_wants_no_motion_gets_none(site: str, desk: Page) -> None:
    desk.emulate_media(reduced_motion="reduce")
    desk.goto(f"{site}/2023/690/")
    moving = "getComputedStyle(document.documentElement).scrollBehavior"
    assert desk.evaluate(moving) == "auto"
    assert desk.evaluate("document.getAnimations().length") == 0
