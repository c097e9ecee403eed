"""L02, L03, L07, L08: the ledger agrees with itself and with the approved totals."""

from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.document import Document
from budgetportal.ledger import scopes
from budgetportal.ledger.indicators import computed
from budgetportal.ledger.money import yuan_text
from budgetportal.ledger.select import on
from budgetportal.ledger.terms import Fund, Nature

from .rule import Problem

#: 0.01 万元 in 元
CENT_OF_WAN = Decimal(100)


def lines_are_complete(document: Document) -> Iterator[Problem]:
    """L02: basic names an economic subject, project a project of its unit, a project a line."""
    book = document.book
    units = {project.name: project.unit for project in book.projects}
    for number, line in enumerate(book.lines, 1):
        place = f"支出明细第{number}行"
        link = ("lines", str(number))
        if line.nature is Nature.BASIC and not line.economic:
            yield Problem(
                place, "基本支出没有部门经济科目。", "请填写部门经济科目编码。", link=link
            )
        if line.nature is Nature.PROJECT and units.get(line.project or "") != line.unit:
            name = line.project or "（空）"
            message = f"项目支出的项目“{name}”不是单位{line.unit}的项目。"
            yield Problem(place, message, "请选择同一单位的项目。", link=link)
    named = {line.project for line in book.lines}
    for project in book.projects:
        if project.name not in named:
            message = "这个项目没有支出明细。"
            link = ("project", project.name)
            yield Problem(project.name, message, "请登记它的支出明细，或删除项目。", link=link)


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
                f"{fund.value}收入与当年支出加年终结转不相等。",
                "请核对收入明细；如代其他单位收取，请在答复中说明。",
                expected=yuan_text(spent),
                actual=yuan_text(received),
                difference=yuan_text(received - spent),
                link=("receipts", fund.value),
            )


def control_totals_agree(document: Document) -> Iterator[Problem]:
    """L07: the approved total is the computed one (to 0.01 万元 where given in 万元 only)."""
    facts = document.book.facts
    sums = computed(document.book)
    allowed = CENT_OF_WAN if facts.control_in_wan else Decimal(0)
    for indicator, approved in facts.control_totals.items():
        gap = sums[indicator] - approved
        if abs(gap) > allowed:
            yield Problem(
                indicator.value,
                f"{indicator.value}与批复的控制数相差{yuan_text(gap)}元。",
                "请核对支出明细，或改正控制数。",
                expected=yuan_text(approved),
                actual=yuan_text(sums[indicator]),
                difference=yuan_text(gap),
                link=("control", indicator.value),
            )


def negative_lines_are_explained(document: Document) -> Iterator[Problem]:
    """L08: a negative line has a 备注."""
    for number, line in enumerate(document.book.lines, 1):
        if line.yuan < 0 and not line.remark.strip():
            yield Problem(
                f"支出明细第{number}行",
                f"金额为负数（{yuan_text(line.yuan)}元），没有备注。",
                "请在备注中写明冲减的原因。",
                link=("lines", str(number)),
            )
