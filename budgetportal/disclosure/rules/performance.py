"""P01–P03: performance forms are there, complete, and their values can be measured."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import INDICATOR_TREE, FormIndicator, PerformanceForm
from budgetportal.ledger.money import yuan_text
from budgetportal.ledger.rules import Severity
from budgetportal.ledger.terms import Horizon, ProjectKind

from .rule import Problem

#: 三级指标 that can never exceed the whole
RATES = re.compile("满意度|合格率|到位率|覆盖率|及时率|达标率|完成率|占比")
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
VALUE = re.compile(rf"[≥≤><=]?\s*{NUMBER}\s*[^\d\s].*|[≥≤><=]?\s*{NUMBER}", re.DOTALL)
PERCENT = re.compile(rf"({NUMBER})\s*[%‰]")


def projects_have_forms(document: Document) -> Iterator[Problem]:
    """P01: every project with money has a form, whose period money covers this year's."""
    forms = {form.project: form for form in document.forms}
    kinds = {project.name: project.kind for project in document.book.projects}
    money = dict.fromkeys(line.project for line in document.book.lines if line.project)
    for name in money:
        if name not in forms:
            link = ("form", name)
            yield Problem(name, "这个项目没有绩效目标申报表。", "请填报绩效目标。", link=link)
    for form in document.forms:
        yield from _money(form, one_off=kinds.get(form.project) is ProjectKind.ONE_OFF)


def _money(form: PerformanceForm, *, one_off: bool) -> Iterator[Problem]:
    period, year = form.total(Horizon.PERIOD), form.total(Horizon.YEAR)
    if period >= year and not (one_off and period != year):
        return
    wanted = "等于" if one_off else "不小于"
    yield Problem(
        f"{form.project}：项目资金",
        f"实施期资金{yuan_text(period)}元，应当{wanted}年度资金{yuan_text(year)}元。",
        "请核对实施期资金，或项目属性和支出明细。",
        expected=yuan_text(year),
        actual=yuan_text(period),
        difference=yuan_text(period - year),
        link=("form", form.project),
    )


def indicators_are_complete(document: Document) -> Iterator[Problem]:
    """P02: 产出, 效益, 满意度 each have an indicator; every indicator has a value."""
    for form in document.forms:
        link = ("form", form.project)
        present = {each.level1 for each in form.indicators}
        for level1 in INDICATOR_TREE:
            if level1 not in present:
                place = f"{form.project}：{level1}"
                yield Problem(place, f"没有{level1}。", "请至少填写一个指标和指标值。", link=link)
        for place, each in _placed(form):
            if not each.value.strip():
                yield Problem(
                    place, f"指标“{each.level3}”没有指标值。", "请填写指标值。", link=link
                )


def values_can_be_measured(document: Document) -> Iterator[Problem]:
    """P03: a value that begins as a number is operator, number, unit; no impossible percentage."""
    for form in document.forms:
        for place, each in _placed(form):
            fault, severity = _fault(each)
            if fault:
                mend = "请按“≥90%”“5个”这样的格式填写，或改用文字描述。"
                link = ("form", form.project)
                yield Problem(place, fault, mend, link=link, severity=severity)


def _placed(form: PerformanceForm) -> Iterator[tuple[str, FormIndicator]]:
    for number, each in enumerate(form.indicators, 1):
        yield f"{form.project}：{each.horizon.value}指标“{each.level3}”（第{number}个）", each


def _fault(indicator: FormIndicator) -> tuple[str, Severity | None]:
    value = unicodedata.normalize("NFKC", indicator.value).strip()
    if re.match(r"[≥≤><=\d.]", value) and not VALUE.fullmatch(value):
        return f"指标值“{indicator.value}”不是完整的数值。", None
    shares = [Decimal(number.replace(",", "")) for number in PERCENT.findall(value)]
    most = max(shares, default=Decimal(0))
    if most > 1000 or (most > 100 and RATES.search(indicator.level3)):
        return f"指标值“{indicator.value}”超过了可能的范围。", None
    if most > 100:
        return f"指标值“{indicator.value}”超过100%。", Severity.WARN
    return "", None
