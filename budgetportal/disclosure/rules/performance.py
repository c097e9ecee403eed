"""P01–P03: performance forms are there, complete, and their values can be measured."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import INDICATOR_TREE, FormIndicator, PerformanceForm
from budgetportal.ledger.book import Project
from budgetportal.ledger.money import wan_words
from budgetportal.ledger.rules import Severity
from budgetportal.ledger.terms import Horizon, ProjectKind

from .published import placed
from .rule import Problem

#: 三级指标 that can never exceed the whole
RATES = re.compile("满意度|合格率|到位率|覆盖率|及时率|达标率|完成率|占比")
OPERATOR = r"(?:>=|<=|=>|=<|[≥≤><=≧≦])?"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
#: operator, number and a unit that does not go on with the number
VALUE = re.compile(rf"{OPERATOR}\s*{NUMBER}(?![,.]?\d)\s*(?!%\s*\d)\D.*", re.DOTALL)
#: a day or a month written in figures is no measure
DAY = re.compile(
    r"20\d\d([./-]?)(?:0?[1-9]|1[0-2])(?:\1(?:0?[1-9]|[12]\d|3[01]))?(?:日|前|底|\D.*)?"
)
PERCENT = re.compile(rf"({NUMBER})\s*%")
#: a name that carries its unit: 培训人数（人）
UNIT_IN_NAME = re.compile(r"\([^()]{1,6}\)$")


def projects_have_forms(document: Document) -> Iterator[Problem]:
    """P01: every project with money has a form, whose period money covers this year's."""
    forms = {form.project for form in document.forms}
    money: dict[str, Decimal] = {}
    for line in document.book.lines:
        if line.project:
            money[line.project] = money.get(line.project, Decimal(0)) + line.yuan
    for name, yuan in money.items():
        if yuan and name not in forms:
            yield Problem(
                f"项目“{name}”",
                f"项目“{name}”本年有资金{wan_words(yuan)}，没有绩效目标申报表。",
                "请填报这个项目的绩效目标。",
                expected="有绩效目标申报表",
                actual="没有",
                link=("form", name),
            )
    projects = {project.name: project for project in document.book.projects}
    for form in document.forms:
        yield from _money(form, equal=_one_year(projects.get(form.project)))


def _one_year(project: Project | None) -> bool:
    return (
        project is not None and project.kind is ProjectKind.ONE_OFF and project.years in (None, 1)
    )


def _money(form: PerformanceForm, *, equal: bool) -> Iterator[Problem]:
    period, year = form.total(Horizon.PERIOD), form.total(Horizon.YEAR)
    if period >= year and not (equal and period != year):
        return
    wanted = "一次性项目的实施期资金应当等于年度资金" if equal else "实施期资金不应小于年度资金"
    yield Problem(
        f"{form.project}：项目资金",
        f"“{form.project}”实施期资金{wan_words(period)}，年度资金{wan_words(year)}，{wanted}。",
        "请核对绩效目标中的实施期资金，或项目属性、项目期和支出明细。",
        expected=wan_words(year) if equal else f"不小于{wan_words(year)}",
        actual=wan_words(period),
        difference=wan_words(period - year),
        link=("form", form.project, "实施期资金"),
    )


def indicators_are_complete(document: Document) -> Iterator[Problem]:
    """P02: 产出, 效益, 满意度 each have an indicator; every indicator has a value."""
    for form in document.forms:
        present = {each.level1 for each in form.indicators}
        for level1 in INDICATOR_TREE:
            if level1 not in present:
                yield Problem(
                    f"{form.project}：{level1}",
                    f"“{form.project}”没有{level1}。",
                    f"请至少填写一个{level1}和指标值。",
                    expected="至少一个指标",
                    actual="没有",
                    link=("form", form.project, level1),
                )
        for where, each, link in placed(form):
            if not each.value.strip():
                message = f"“{form.project}”的{each.horizon.value}指标“{each.level3}”没有指标值。"
                mend = "请填写指标值，例如“≥90%”“5个”，或用文字描述。"
                yield Problem(where, message, mend, "有指标值", "未填", link=link)


def values_can_be_measured(document: Document) -> Iterator[Problem]:
    """P03: a value that begins as a number is operator, number, unit; no impossible percentage."""
    for form in document.forms:
        for where, each, link in placed(form):
            fault, expected, severity = _fault(each)
            if fault:
                yield Problem(
                    where,
                    f"“{form.project}”的{each.horizon.value}指标“{each.level3}”：{fault}。",
                    "请按“≥90%”“5个”这样的格式填写，或改用文字描述。",
                    expected=expected,
                    actual=each.value,
                    link=link,
                    severity=severity,
                )


def _fault(indicator: FormIndicator) -> tuple[str, str, Severity | None]:
    value, name = (_plain(text) for text in (indicator.value, indicator.level3))
    if re.match(r"[≥≤≧≦><=\d]", value) and not _parses(value, name):
        return f"指标值“{indicator.value}”不是完整的“符号、数字、单位”", "符号、数字、单位", None
    most = max((Decimal(p.replace(",", "")) for p in PERCENT.findall(value)), default=Decimal(0))
    if most > 1000:
        return f"指标值“{indicator.value}”超过1,000%，不合情理", "不超过1,000%", None
    if most > 100 and RATES.search(name):
        return f"指标值“{indicator.value}”超过了100%，这类指标不可能超过100%", "不超过100%", None
    if most > 100:
        return f"指标值“{indicator.value}”超过100%", "不超过100%", Severity.WARN
    return "", "", None


def _parses(value: str, name: str) -> bool:
    """A number with its unit, a day, zero, or a bare number whose name says the unit."""
    bare = re.fullmatch(rf"{OPERATOR}\s*{NUMBER}", value)
    if bare:
        zero = not value.strip("≥≤≧≦><= 0.")
        return zero or bool(DAY.fullmatch(value)) or bool(UNIT_IN_NAME.search(name))
    return bool(VALUE.fullmatch(value) or DAY.fullmatch(value))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
