"""The desk in a browser: the grid as a spreadsheet, and the way from draft to publication."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PASSWORD = "demo-budget-2023"
PAGES = ("", "texts/", "lines/", "reasons/", "performance/", "findings/", "history/")


def sign_in(page: Page, site: str, name: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{site}/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    # a click only begins to go somewhere; going elsewhere before it arrives would undo it
    expect(page.locator("#logout-form")).to_be_attached()


SAMPLE = "615 山西转型综合改革示范区科技金融部"


def new_edition(page: Page, site: str, year: int, department: str = SAMPLE) -> str:
    """The address of a fresh, empty edition."""
    page.goto(f"{site}/admin/desk/new/")
    page.select_option("#id_department", label=department)
    page.fill("#id_year", str(year))
    page.click("text=建立")
    expect(page.locator(".desk-head")).to_be_visible()
    return page.url


def test_desk_pages_are_accessible_and_fit_their_width(site: str, page: Page) -> None:
    sign_in(page, site, "clerk")
    page.get_by_role("link", name="山西转型综合改革示范区科技金融部2023年度").first.click()
    desk = page.url
    for address in PAGES:
        page.goto(desk + address)
        report = Axe().run(page)
        assert [v["id"] for v in report.response["violations"]] == [], report.generate_report()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], address  # type: ignore[index]


def test_a_clerk_enters_units_with_the_keyboard_alone(site: str, desk: Page) -> None:
    sign_in(desk, site, "clerk")
    address = new_edition(desk, site, 2031)
    desk.goto(f"{address}units/")
    desk.focus("[name=units-0-code]")
    for key in ("615001", "ArrowRight", "本级"):
        desk.keyboard.press(key) if key.startswith("Arrow") else desk.keyboard.type(key)
    desk.select_option("[name=units-0-kind]", "事业单位")
    desk.focus("[name=units-0-code]")
    desk.keyboard.press("Enter")
    desk.keyboard.type("615002")
    desk.keyboard.press("Control+d")
    expect(desk.locator("[name=units-1-name]")).to_have_value("本级")
    desk.keyboard.press("ArrowUp")
    expect(desk.locator("[name=units-0-code]")).to_be_focused()
    desk.click("text=保存")
    expect(desk.locator(".messagelist")).to_have_text("单位已保存：新增2行。")


def test_a_block_pasted_into_a_cell_is_looked_at_before_it_is_saved(site: str, desk: Page) -> None:
    sign_in(desk, site, "clerk")
    address = new_edition(desk, site, 2032)
    desk.goto(f"{address}procurement/")
    desk.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "货物\\t电脑\\t1.2\\t0\\n服务\\t印刷\\t0.35\\t0.35");
            document.querySelector("[name=procurement-0-kind]").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }"""
    )
    desk.select_option("#unit", "万元")
    desk.click("text=放到表里核对")
    expect(desk.locator("[name=procurement-1-amount]")).to_have_value("3,500.00")
    desk.locator(".grid-form").get_by_role("button", name="保存").click()
    expect(desk.locator(".messagelist")).to_have_text("政府采购已保存：新增2行。")


def test_nothing_typed_is_lost_when_the_session_ends(site: str, desk: Page) -> None:
    sign_in(desk, site, "clerk")
    address = new_edition(desk, site, 2033)
    desk.goto(f"{address}procurement/")
    desk.fill("[name=procurement-0-content]", "电脑和打印机")
    desk.fill("[name=procurement-0-amount]", "１２３.40")
    desk.context.clear_cookies(name="sessionid")
    desk.locator(".grid-form").get_by_role("button", name="保存").click()
    desk.fill("#id_username", "clerk")
    desk.fill("#id_password", PASSWORD)
    desk.click("[type=submit]")
    expect(desk.locator(".kept-note")).to_contain_text("已经放回来")
    expect(desk.locator("[name=procurement-0-content]")).to_have_value("电脑和打印机")
    expect(desk.locator("[name=procurement-0-amount]")).to_have_value("１２３.40")


def test_unsaved_money_stays_in_sight_and_a_row_is_repeated(site: str, desk: Page) -> None:
    sign_in(desk, site, "clerk")
    address = new_edition(desk, site, 2034)
    desk.goto(f"{address}lines/")
    desk.fill("[name=lines-0-amount]", "1,234.50")
    desk.get_by_role("button", name="复制当前行").click()
    expect(desk.locator("[name=lines-5-amount]")).to_have_value("1,234.50")
    expect(desk.locator("#unsaved")).to_have_text("未保存 +2,469.00元")


def test_a_line_is_entered_by_initials_and_says_where_it_is_printed(site: str, desk: Page) -> None:
    """Codes by pinyin initials and by name, the rest of the row by keys; no mouse."""
    sign_in(desk, site, "clerk")
    address = new_edition(desk, site, 2022)
    desk.goto(f"{address}units/")
    desk.fill("[name=units-0-code]", "615001")
    desk.fill("[name=units-0-name]", "本级")
    desk.select_option("[name=units-0-kind]", "事业单位")
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator(".messagelist")).to_contain_text("单位已保存")
    desk.goto(f"{address}lines/")
    desk.focus("[name=lines-0-unit]")
    desk.keyboard.type("61")
    expect(desk.locator("#choices li")).to_have_text(["615001 本级"])
    desk.keyboard.press("Tab")
    desk.select_option("[name=lines-0-nature]", "基本支出")
    desk.focus("[name=lines-0-function]")
    desk.keyboard.type("kjcg")
    expect(desk.locator("#choices [aria-selected=true]")).to_have_text("2060404 科技成果转化与扩散")
    desk.keyboard.press("Enter")
    expect(desk.locator("[name=lines-0-function]")).to_have_value("2060404")
    desk.keyboard.press("Tab")
    desk.keyboard.type("办公费")
    desk.keyboard.press("Enter")
    expect(desk.locator("[name=lines-0-economic]")).to_have_value("30201")
    desk.select_option("[name=lines-0-fund]", "一般公共预算")
    desk.select_option("[name=lines-0-vintage]", "当年预算")
    desk.fill("[name=lines-0-amount]", "1200")
    desk.keyboard.press("Enter")
    desk.keyboard.press("ArrowUp")
    expect(desk.locator("#where a").first).to_have_text("表1")
    assert desk.locator("#where a").all_inner_texts() == [
        *("表1", "表2", "表3", "表4", "表5", "表6"),
        *("说明1", "说明2", "说明3", "说明4", "说明5", "说明6"),
    ]
    desk.keyboard.press("Control+s")
    expect(desk.locator(".messagelist")).to_have_text("支出明细已保存：新增1行。")
    expect(desk.locator("[name=lines-0-government_economic]")).to_have_value("50502")
    desk.check("[name=lines-0-DELETE]")
    desk.get_by_role("button", name="保存").click()
    desk.get_by_role("button", name="撤销删除").click()
    expect(desk.locator(".messagelist")).to_have_text("已恢复刚才删除的1行。")
    expect(desk.locator("[name=lines-0-amount]")).to_have_value("1,200.00")


def test_the_grid_works_without_script(site: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, locale="zh-CN")
    sign_in(page, site, "clerk")
    address = new_edition(page, site, 2035)
    page.goto(f"{address}procurement/")
    page.select_option("[name=procurement-0-kind]", "货物")
    page.fill("[name=procurement-0-amount]", "1,000")
    page.locator("summary").click()
    page.fill("#block", "服务\t印刷\t0.35\t0.35")
    page.select_option("#unit", "万元")
    page.get_by_role("button", name="放到表里核对").click()
    expect(page.locator("[name=procurement-0-amount]")).to_have_value("1,000")
    expect(page.locator("[name=procurement-1-amount]")).to_have_value("3,500.00")
    page.locator(".grid-form").get_by_role("button", name="保存").click()
    expect(page.locator(".messagelist")).to_have_text("政府采购已保存：新增2行。")
    page.close()
