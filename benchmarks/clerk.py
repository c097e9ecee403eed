"""Sample 615 from an empty edition to submission: keystrokes, pages, amounts.

    .venv/bin/python benchmarks/clerk.py http://127.0.0.1:8000 CODE             typed into the grid
    .venv/bin/python benchmarks/clerk.py http://127.0.0.1:8000 CODE --workbook  filled in Excel

By grid a department with this code and the clerk among its members must exist; by workbook none.
Every character and every
key is one keystroke (a Chinese character counts as one, whatever the input method needs).
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import django
from playwright.sync_api import Page, sync_playwright

SAMPLE = Path(__file__).resolve().parent.parent / "fixtures/samples/615-2023"
PASSWORD = "demo-budget-2023"
GRIDS = {
    "单位": ("units", ("code", "name", "kind")),
    "项目": ("projects", ("name", "unit", "kind", "years")),
    "支出明细": (
        "lines",
        ("unit", "nature", "project", "function", "economic", "fund", "vintage", "amount"),
    ),
    "上年数": ("prior-year", ("indicator", "amount")),
    "政府采购": ("procurement", ("kind", "content", "amount", "small_amount")),
}
HEADERS = {
    "code": "单位代码",
    "unit": "单位代码",
    "kind": "单位性质",
    "nature": "支出性质",
    "project": "项目名称",
    "function": "功能科目编码",
    "economic": "部门经济科目编码",
    "fund": "资金来源",
    "vintage": "资金年份",
    "amount": "金额",
    "indicator": "指标",
    "content": "采购内容",
    "small_amount": "其中面向中小企业金额",
    "years": "项目期(年)",
}
OWN = {("units", "name"): "单位名称", ("projects", "name"): "项目名称"}
OWN |= {("projects", "kind"): "项目属性", ("procurement", "kind"): "采购类别"}
TEXTS = {
    "duties": "部门职责",
    "setup": "机构设置",
    "vehicles": "车辆情况",
    "buildings": "房屋情况",
    "other_assets": "其他国有资产",
    "vehicle_count": "保留车辆数",
    "procurement_text": "政府采购情况",
    "service_directory": "政府购买服务指导性目录",
    "other_notes": "其他说明",
    "form_title": "绩效申报表标题",
}
FORM = {
    "overview": "项目概况",
    "basis": "立项依据",
    "necessity": "项目设立必要性",
    "measures": "保证项目实施的制度、措施",
    "plan": "项目实施计划",
    "period_goal": "实施期总体目标",
    "year_goal": "年度总体目标",
    "leader": "负责人",
    "handler": "经办人",
}
MONEY = {
    "period_central": "实施期中央资金",
    "period_province": "实施期省级资金",
    "period_county": "实施期市县资金",
    "period_own": "实施期单位自筹",
    "period_other": "实施期其他资金",
}


@dataclass
class Count:
    """What the clerk did."""

    keys: int = 0
    chosen: int = 0
    clicks: int = 0
    pages: int = 0
    amounts: dict[str, int] = field(default_factory=dict)

    def amount(self, where: str) -> None:
        self.amounts[where] = self.amounts.get(where, 0) + 1


@dataclass
class Clerk:
    """Types the sample into the pages of the desk."""

    page: Page
    site: str
    count: Count = field(default_factory=Count)
    desk: str = ""

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.count.pages += 1

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()
        self.count.clicks += 1
        self.count.pages += 1

    def type(self, name: str, text: str) -> None:
        """A cell, and the key that leaves it."""
        cell = self.page.locator(f"[name='{name}']")
        if cell.evaluate("each => each.tagName") == "SELECT":
            cell.select_option(text)
            self.count.chosen += 1
        else:
            cell.fill(text)
            self.count.keys += len(text)
        self.count.keys += 1

    def grid(self, sheet: str) -> None:
        key, names = GRIDS[sheet]
        self.open(f"{self.desk}{key}/")
        rows = records(sheet)
        for _ in range(max(0, -(-(len(rows) - 5) // 5))):
            self.page.click("#more")
            self.count.clicks += 1
        for number, row in enumerate(rows):
            for name in names:
                header = OWN.get((key, name), HEADERS.get(name, ""))
                text = row.get(header) or row.get(f"{header}(元)") or ""
                if text:
                    self.type(f"{key}-{number}-{name}", text)
                if text and name.endswith("amount"):
                    self.count.amount(sheet)
        self.press("保存")

    def texts(self) -> None:
        self.open(f"{self.desk}texts/")
        said = {row["项"]: row["值"] for row in records("部门")}
        self.type("approved_on", time.strftime("%Y-%m-%d"))
        for name, header in TEXTS.items():
            if said.get(header):
                self.type(name, said[header])
        self.press("保存")

    def reasons(self) -> None:
        self.open(f"{self.desk}reasons/")
        for row in records("变动原因"):
            cell = self.page.get_by_label(f"{row['指标']}的变动原因", exact=True)
            self.type(str(cell.get_attribute("name")), row["原因"])
        self.press("保存")

    def forms(self) -> None:
        """Every form; 保存，到下一个项目 leads from one to the next."""
        self.open(f"{self.desk}performance/")
        goals, indicators = records("绩效目标"), records("绩效指标")
        self.page.locator(".desk-main tbody a").first.click()
        self.count.pages += 1
        for place, row in enumerate(goals):
            for name, header in FORM.items():
                if row.get(header):
                    self.type(name, row[header])
            for name, header in MONEY.items():
                if row.get(header) not in ("", "0", None):
                    self.type(name, row[header])
                    self.count.amount("实施期资金")
            self.type("filled_on", row["填报日期"])
            self.indicators([each for each in indicators if each["项目名称"] == row["项目名称"]])
            self.press("保存" if place == len(goals) - 1 else "保存，到下一个项目")

    def indicators(self, rows: list[dict[str, str]]) -> None:
        """One blank row below each 二级指标; a second indicator there needs a save between."""
        left = rows
        while left:
            waiting = []
            free = self.free_rows()
            for row in left:
                side = "period" if row["目标期"] == "实施期" else "year"
                level2 = row["二级指标"].removesuffix("指标") + "指标"
                place = free.get((level2, side), [])
                if not place:
                    waiting.append(row)
                    continue
                number = place.pop(0)
                self.type(f"indicators-{number}-{side}_level3", row["三级指标"])
                self.type(f"indicators-{number}-{side}_value", row["指标值"])
            if waiting:
                self.press("保存")
            left = waiting

    def free_rows(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        level2s = self.page.locator("[name$='-level2']").evaluate_all(
            "all => all.map(e => e.value)"
        )
        for side in ("period", "year"):
            taken = self.page.locator(f"[name$='-{side}_level3']").evaluate_all(
                "all => all.map(e => e.value)"
            )
            for number, (level2, text) in enumerate(zip(level2s, taken, strict=True)):
                if not text:
                    found.setdefault((level2, side), []).append(number)
        return found

    def answers(self) -> int:
        """The reasons of every warning."""
        self.open(f"{self.desk}findings/")
        answered = 0
        for number in range(self.page.locator(".finding.warn").count()):
            finding = self.page.locator(".finding.warn").nth(number)
            text = "已核对，按批复填列。"
            finding.locator("textarea").fill(text)
            with self.page.expect_navigation():
                finding.get_by_role("button", name="保存答复").click()
            answered += 1
            self.count.keys += len(text)
            self.count.clicks += 1
            self.count.pages += 1
        return answered


def records(sheet: str) -> list[dict[str, str]]:
    with (SAMPLE / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def filled(code: str) -> tuple[bytes, int]:
    """The sample's workbook for this department, and the characters and keys that fill it."""
    sys.path.insert(0, str(SAMPLE.parent.parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgetportal.settings")
    django.setup()
    from budgetportal.workbook.folder import to_xlsx

    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(SAMPLE, Path(folder) / "sample"))
        department = copied / "部门.csv"
        text = department.read_text(encoding="utf-8-sig")
        department.write_text(
            text.replace("部门代码,615", f"部门代码,{code}"), encoding="utf-8-sig"
        )
        keys = 0
        for sheet in copied.glob("*.csv"):
            if sheet.stem != "答复":
                with sheet.open(encoding="utf-8-sig", newline="") as file:
                    rows = list(csv.reader(file))[1:]
                keys += sum(len(cell) + 1 for row in rows for cell in row if cell)
        return to_xlsx(copied), keys


def by_workbook(clerk: Clerk, code: str) -> None:
    """Upload, look at the changes, confirm."""
    data, clerk.count.keys = filled(code)
    clerk.open(f"{clerk.site}/admin/desk/import/")
    clerk.page.set_input_files(
        "input[type=file]",
        {"name": "工作簿.xlsx", "mimeType": "application/octet-stream", "buffer": data},
    )
    clerk.press("查看变化")
    clerk.press("确认导入")
    if "/import/" in clerk.page.url:
        raise SystemExit(clerk.page.locator(".errornote, .outcome").first.inner_text())
    clerk.desk = clerk.page.url


def by_grid(clerk: Clerk, code: str) -> None:
    """Every cell of every page typed."""
    page = clerk.page
    clerk.open(f"{clerk.site}/admin/desk/new/")
    option = page.locator("#id_department option", has_text=f"{code} ").first
    page.select_option("#id_department", option.get_attribute("value"))
    clerk.type("year", "2023")
    clerk.press("建立")
    clerk.desk = page.url
    for sheet in GRIDS:
        clerk.grid(sheet)
    clerk.texts()
    clerk.reasons()
    clerk.forms()


def main(site: str, code: str, enter: Callable[[Clerk, str], None]) -> None:
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        clerk = Clerk(browser.new_page(locale="zh-CN"), site)
        page, count = clerk.page, clerk.count
        page.goto(f"{site}/admin/")
        page.fill("#id_username", "clerk")
        page.fill("#id_password", PASSWORD)
        page.click("[type=submit]")
        start = time.perf_counter()
        enter(clerk, code)
        print("typed:", count, file=sys.stderr)
        answered = clerk.answers()
        clerk.open(clerk.desk)
        page.get_by_role("link", name="提交审核").click()
        clerk.press("确认提交审核")
        count.pages += 1
        count.clicks += 1
        print(page.locator(".messagelist, .errornote").first.inner_text(), file=sys.stderr)
        print(f"keystrokes {count.keys:,} · choices {count.chosen} · clicks {count.clicks}")
        print(f"pages {count.pages} · amounts {count.amounts} · warnings answered {answered}")
        print(f"machine time {time.perf_counter() - start:.0f} s")
        browser.close()


if __name__ == "__main__":
    way = by_workbook if "--workbook" in sys.argv else by_grid
    main(sys.argv[1].rstrip("/"), sys.argv[2], way)
