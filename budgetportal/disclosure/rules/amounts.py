"""T05: figures in a form's texts that sum or restate the project's money."""

import re
from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import PerformanceForm
from budgetportal.ledger.money import total, wan_figure
from budgetportal.ledger.terms import Horizon

from .rule import Problem

UNITS = {
    "元": Decimal(1),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
    "万": Decimal(10_000),
}
AMOUNT = re.compile(
    r"(?P<before>[^，。；、,;：:\d]{0,8})(?P<number>\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<unit>亿元|万元|元|万(?=[，。；、,;）)]|$))(?P<after>/?.?)"
)
STATED = re.compile(r"合计|共计|总计|共")
#: a ceiling, a rate or a level is no part of the sum
NO_PART = re.compile(
    r"最高|不超过|不低于|不少于|每|上限|标准|超过|达到|至多|注册|(营收|产值|贷款|融资额?|收入)$"
)


def amounts_in_texts(document: Document) -> Iterator[Problem]:
    """Parts named in 项目概况, and amounts of 成本指标, against this year's money."""
    for form in document.forms:
        annual = form.total(Horizon.YEAR)
        parts, stated = amounts(form.fields.get("项目概况", ""))
        if stated is not None and stated != annual:
            yield _problem(form, "项目概况中写明的合计", stated, annual)
        if len(parts) > 1 and total(parts) != annual:
            yield _problem(form, "项目概况中列出的金额合计", total(parts), annual)
        costs = _costs(form)
        if costs and total(costs) != annual:
            yield _problem(form, "年度成本指标的金额合计", total(costs), annual)


def amounts(text: str) -> tuple[list[Decimal], Decimal | None]:
    """(the parts in 元, the stated sum in 元 if one is introduced by 合计, 共 or 总计)."""
    parts: list[Decimal] = []
    stated: Decimal | None = None
    for found in AMOUNT.finditer(text):
        yuan = Decimal(found["number"].replace(",", "")) * UNITS[found["unit"]]
        if STATED.search(found["before"]):
            stated = yuan
        elif not NO_PART.search(found["before"]) and not found["after"].startswith(("/", "每")):
            parts.append(yuan)
    return parts, stated


def _costs(form: PerformanceForm) -> list[Decimal]:
    found: list[Decimal] = []
    for each in form.indicators:
        if each.horizon is Horizon.YEAR and each.level2 == "成本指标":
            found += amounts(each.value)[0]
    return found


def _problem(form: PerformanceForm, what: str, said: Decimal, annual: Decimal) -> Problem:
    return Problem(
        f"{form.project}：{what}",
        f"{what}{wan_figure(said)}万元，与本年安排{wan_figure(annual)}万元"
        f"相差{wan_figure(abs(said - annual))}万元。",
        "请核对文字或支出明细；确应如此的，请说明原因。",
        expected=wan_figure(annual),
        actual=wan_figure(said),
        difference=wan_figure(said - annual),
        link=("form", form.project),
    )
