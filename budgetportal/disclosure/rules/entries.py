"""L02, L03, L07, L08: the ledger agrees with itself and with the approved totals."""

from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.document import Document
from budgetportal.ledger import scopes
from budgetportal.ledger.indicators import computed
from budgetportal.ledger.money import wan_words
from budgetportal.ledger.select import on
from budgetportal.ledger.terms import Fund, Nature

from .rule import Problem

#: 0.01 万元 in 元
CENT_OF_WAN = Decimal(100)


def lines_are_complete(document: Document) -> Iterator[Problem]:
    """L02: basic names an economic subject, project a project of its unit, a project a line."""
    yield from _basic_names_its_subject(document)
    yield from _basic_has_a_cost_class(document)
    yield from _project_lines_name_a_project(document)
    named = {line.project for line in document.book.lines}
    for project in document.book.projects:
        if project.name not in named:
            yield Problem(
                f"项目“{project.name}”",
                f"项目“{project.name}”没有支出明细。",
                "请登记它的支出明细；本年不安排资金的，请删除这个项目。",
                expected="至少一行支出明细",
                actual="没有明细",
                link=("project", project.name),
            )


def _basic_names_its_subject(document: Document) -> Iterator[Problem]:
    for number, line in enumerate(document.book.lines, 1):
        if line.nature is Nature.BASIC and not line.economic:
            yield Problem(
                f"支出明细第{number}行",
                f"第{number}行是基本支出，没有部门经济科目。",
                "请填写部门经济科目编码，例如 30201 办公费。",
                expected="部门经济科目（款）",
                actual="未填",
                link=("lines", str(number), "economic"),
            )


def _basic_has_a_cost_class(document: Document) -> Iterator[Problem]:
    """Otherwise table 6 would hold money that is neither 人员经费 nor 公用经费."""
    for number, line in enumerate(document.book.lines, 1):
        if line.nature is Nature.BASIC and line.economic and not line.cost_class:
            yield Problem(
                f"支出明细第{number}行",
                f"第{number}行是基本支出，部门经济科目{line.economic}不属于人员经费或公用经费。",
                "请核对支出性质和部门经济科目；确属基本支出的，请填写经费类别。",
                expected="人员经费或公用经费",
                actual="未填",
                link=("lines", str(number), "cost_class"),
            )


def _project_lines_name_a_project(document: Document) -> Iterator[Problem]:
    units = {project.name: project.unit for project in document.book.projects}
    for number, line in enumerate(document.book.lines, 1):
        if line.nature is Nature.PROJECT and units.get(line.project or "") != line.unit:
            said = f"项目“{line.project}”不是单位{line.unit}的项目" if line.project else "没有项目"
            yield Problem(
                f"支出明细第{number}行",
                f"第{number}行是项目支出，{said}。",
                "请选择同一单位的项目；没有的请先在“项目”中登记。",
                expected=f"单位{line.unit}的项目",
                actual=line.project or "未填",
                link=("lines", str(number), "project"),
            )


def receipts_are_spent(document: Document) -> Iterator[Problem]:
    """L03: per fund, receipts = current lines + year-end carry-forward."""
    book = document.book
    for fund in (Fund.GOVERNMENT, Fund.CAPITAL):
        of_fund = on("fund", fund)
        received = book.total(scopes.received & of_fund)
        spent = book.total(scopes.income & scopes.current_income & of_fund)
        if received != spent:
            yield Problem(
                fund.value,
                f"{fund.value}的收入{wan_words(received)}，与当年支出加年终结转{wan_words(spent)}"
                f"相差{wan_words(abs(received - spent))}。",
                "请核对收入明细、支出明细和年终结转；代其他单位收取的，请在答复中说明。",
                expected=wan_words(spent),
                actual=wan_words(received),
                difference=wan_words(received - spent),
                link=("receipts", ""),
            )


def control_totals_agree(document: Document) -> Iterator[Problem]:
    """L07: the approved total is the computed one (to 0.01 万元 where given in 万元 only)."""
    facts = document.book.facts
    sums = computed(document.book)
    allowed = CENT_OF_WAN if facts.control_in_wan else Decimal(0)
    for number, (indicator, approved) in enumerate(facts.control_totals.items(), 1):
        gap = sums[indicator] - approved
        if abs(gap) > allowed:
            yield Problem(
                indicator.value,
                f"{indicator.value}由明细计算为{wan_words(sums[indicator])}，"
                f"与批复的控制数{wan_words(approved)}相差{wan_words(abs(gap))}。",
                "请核对支出明细；控制数登记有误的，请改正控制数。",
                expected=wan_words(approved),
                actual=wan_words(sums[indicator]),
                difference=wan_words(gap),
                link=("control", str(number), "amount"),
            )


def negative_lines_are_explained(document: Document) -> Iterator[Problem]:
    """L08: a negative line has a 备注."""
    for number, line in enumerate(document.book.lines, 1):
        if line.yuan < 0 and not line.remark.strip():
            yield Problem(
                f"支出明细第{number}行",
                f"第{number}行的金额为负数（{wan_words(line.yuan)}），没有备注。",
                "请在备注中写明冲减的原因；误填的请改正金额。",
                expected="有备注",
                actual="未填",
                link=("lines", str(number), "remark"),
            )
