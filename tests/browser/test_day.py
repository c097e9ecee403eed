"""A clerk's and a reviewer's day: from an empty edition to a corrected publication."""

import csv
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from budgetportal.workbook.folder import to_xlsx

from .test_desk import new_edition, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SAMPLE = Path(settings.FIXTURES) / "samples/615-2023"
YEAR = 2023


def block(sheet: str) -> str:
    """A sheet of the sample as Excel puts it on the clipboard, with its heading."""
    with (SAMPLE / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as file:
        return "\n".join("\t".join(row) for row in csv.reader(file))


def paste(desk: Page, address: str, part: str, sheet: str) -> None:
    desk.goto(f"{address}{part}/")
    desk.locator("summary").click()
    desk.fill("#block", block(sheet))
    desk.click("text=放到表里核对")
    expect(desk.locator(".cell-error")).to_have_count(0)
    if part == "lines":
        picture(desk, "paste")
    desk.locator(".grid-form").get_by_role("button", name="保存").click()
    expect(desk.locator(".messagelist")).to_contain_text("已保存：新增")


def act(desk: Page, site: str, who: str, address: str, title: str, text: str = "") -> None:
    sign_in(desk, site, who)
    desk.goto(address)
    desk.get_by_role("link", name=title).click()
    if text:
        desk.fill("#text", text)
    desk.get_by_role("button", name=f"确认{title}").click()
    expect(desk.locator(".messagelist, .errornote").first).to_be_visible()


def picture(desk: Page, name: str) -> None:
    """The handbook's picture of this moment, where SCREENSHOTS names a folder."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        desk.screenshot(path=f"{folder}/{name}.png")


def status(desk: Page, address: str) -> str:
    desk.goto(address)
    return desk.locator(".desk-head .status").inner_text()


def test_a_day_at_the_desk(site: str, desk: Page, tmp_path: Path) -> None:
    """Department 701 enters sample 615's ledger by pasting, its texts and forms by workbook."""
    sign_in(desk, site, "admin")
    desk.goto(f"{site}/admin/budgetportal/department/add/")
    desk.fill("#id_code", "701")
    desk.fill("#id_name", "测试科技金融局")
    desk.locator("#id_members label", has_text="clerk").click()
    desk.click("input[name=_save]")
    expect(desk.locator(".messagelist")).to_contain_text("701")
    sign_in(desk, site, "clerk")
    address = new_edition(desk, site, YEAR, "701 测试科技金融局")
    picture(desk, "overview")
    paste(desk, address, "units", "单位")
    paste(desk, address, "projects", "项目")
    paste(desk, address, "lines", "支出明细")
    expect(desk.locator("#totals")).to_contain_text("合计 32,510.39")
    picture(desk, "lines")
    assert status(desk, address) == "草稿"

    act(desk, site, "clerk", address, "提交审核")
    expect(desk.locator(".errornote")).to_contain_text("处检查结果没有处理")
    _rest_by_workbook(desk, site, address, tmp_path)
    desk.goto(f"{address}findings/")
    picture(desk, "findings")
    _answer_warnings(desk, address)
    desk.goto(f"{address}reasons/")
    picture(desk, "reasons")
    desk.goto(f"{address}performance/")
    desk.get_by_role("link", name="劳务费").click()
    picture(desk, "form")
    act(desk, site, "clerk", address, "提交审核")
    act(desk, site, "reviewer", address, "退回修改", "请补充车辆说明")
    expect(desk.locator(".steps").first).to_contain_text("退回：请补充车辆说明")
    act(desk, site, "clerk", address, "提交审核")
    sign_in(desk, site, "reviewer")
    picture(desk, "waiting")
    act(desk, site, "reviewer", address, "审核通过", "保密员")
    act(desk, site, "publisher", address, "发布")
    expect(desk.locator(".messagelist")).to_contain_text("已发布。")
    desk.goto(f"{site}/2023/701/r1/")
    expect(desk.locator("h1")).to_contain_text("测试科技金融局")
    act(desk, site, "publisher", address, "开启更正", "漏填机构设置")
    assert status(desk, address) == "草稿"


def _rest_by_workbook(desk: Page, site: str, address: str, tmp_path: Path) -> None:
    """Everything else comes in one file, made from the sample's sheets."""
    folder = tmp_path / "701"
    folder.mkdir()
    for path in SAMPLE.glob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        if path.stem == "部门":
            text = text.replace("山西转型综合改革示范区科技金融部", "测试科技金融局")
            text = text.replace("部门代码,615", "部门代码,701")
            text = text.replace("2023-02-01", _recently())
        (folder / path.name).write_text(text, encoding="utf-8")
    workbook = tmp_path / "701.xlsx"
    workbook.write_bytes(to_xlsx(folder))
    desk.goto(f"{site}/admin/desk/import/")
    desk.set_input_files("input[type=file]", workbook)
    desk.get_by_role("button", name="查看变化").click()
    expect(desk.locator(".outcome .success")).to_contain_text("没有错误，还没有导入")
    picture(desk, "import")
    desk.get_by_role("button", name="确认导入").click()
    expect(desk.locator(".messagelist")).to_contain_text("已导入")


def _recently() -> str:
    return (date.today() - timedelta(days=3)).isoformat()


def _answer_warnings(desk: Page, address: str) -> None:
    desk.goto(f"{address}findings/")
    assert desk.locator(".finding.block").count() == 0
    for number in range(desk.locator(".finding.warn").count()):
        desk.goto(f"{address}findings/")  # without the message of the answer before
        warning = desk.locator(".finding.warn").nth(number)
        warning.locator("textarea").fill("已核对，按批复填列。")
        warning.get_by_role("button", name="保存答复").click()
        expect(desk.locator(".messagelist")).to_contain_text("答复已保存")
