"""T05: figures in texts that sum or restate a project's money."""

import re
from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import PerformanceForm
from budgetportal.ledger.money import total, wan_words
from budgetportal.ledger.terms import Horizon

from .figures import Amount, amounts, stated, sums
from .rule import Problem

OVERVIEW = "项目概况"
#: long texts that may restate the whole, but name other amounts for other reasons
RESTATING = (
    "立项依据",
    "项目设立必要性",
    "保证项目实施的制度、措施",
    "项目实施计划",
    "实施期总体目标",
    "年度总体目标",
)
#: texts of the department that may restate a project's money behind its name
EXPLAINING = ("政府采购情况", "政府购买服务指导性目录", "其他说明")
#: words between the name and the amount
NEAR = 10
#: names of a cost that is a price and no share of the whole
PRICES = re.compile(r"人均|户均|单位成本|单价|标准|每|平均|均价|单次|节约|节省|降低|减少|损失")
OPERATORS = "≥≤><=＞＜≧≦"


def amounts_in_texts(document: Document) -> Iterator[Problem]:
    """Parts named in 项目概况, stated sums, and amounts of 成本指标, against this year's money."""
    year = document.book.year
    for form in document.forms:
        yield from _overview(form, year)
        for field in RESTATING:
            said = stated(amounts(form.fields.get(field, ""), year))
            yield from _none_is_whole(form, field, f"{field}中写明的金额", said)
        yield from _costs(form, year)
    yield from _explanations(document)


def _overview(form: PerformanceForm, year: int) -> Iterator[Problem]:
    """The whole that 项目概况 states, and parts that sum to something else; 等 leaves some out."""
    found = amounts(form.fields.get(OVERVIEW, ""), year)
    said, possible = stated(found), sums(found)
    yield from _none_is_whole(form, OVERVIEW, "项目概况中写明的合计", said)
    agree = set(possible) & set(said) or any(_is_whole(form, yuan) for yuan in possible)
    if possible and not agree and not _left_out(form, found, possible[0]):
        yield from _differs(form, OVERVIEW, "项目概况中列出的金额合计", possible[0])


def _left_out(form: PerformanceForm, found: list[Amount], listed: Decimal) -> bool:
    return found[-1].open_ended and listed < form.total(Horizon.YEAR)


def _none_is_whole(
    form: PerformanceForm, field: str, what: str, said: list[Decimal]
) -> Iterator[Problem]:
    """Several sums in one text are subtotals: one of them, or all together, are the whole."""
    if said and not any(_is_whole(form, yuan) for yuan in (*said, total(said))):
        yield from _differs(form, field, what, said[-1])


def _costs(form: PerformanceForm, year: int) -> Iterator[Problem]:
    """The amounts of the year's 成本指标; where one of them names the whole, it is enough."""
    found: list[Decimal] = []
    for each in form.indicators:
        shares = each.level2 == "成本指标" and not PRICES.search(each.level3)
        if shares and each.horizon is Horizon.YEAR:
            found += [amount.yuan for amount in amounts(each.value.strip(OPERATORS + " "), year)]
    if found and not any(_is_whole(form, yuan) for yuan in found):
        yield from _differs(form, "年度成本指标", "年度成本指标的金额合计", total(found))


def _explanations(document: Document) -> Iterator[Problem]:
    """A project's name in the department's own words, and directly behind it an amount."""
    for name in EXPLAINING:
        text = document.texts.answers.get(name, "")
        for form in document.forms if text else ():
            behind = text.partition(form.project)[2]
            for amount in amounts(behind, document.book.year)[:1]:
                if amount.start <= NEAR:
                    what = f"在“{name}”中写的金额"
                    yield from _differs(form, name, what, amount.yuan, ("text", name))


def _is_whole(form: PerformanceForm, yuan: Decimal) -> bool:
    return yuan in (form.total(Horizon.YEAR), form.total(Horizon.PERIOD))


def _differs(
    form: PerformanceForm, field: str, what: str, said: Decimal, link: tuple[str, ...] = ()
) -> Iterator[Problem]:
    annual = form.total(Horizon.YEAR)
    if _is_whole(form, said):
        return
    yield Problem(
        f"{form.project}：{what}",
        f"“{form.project}”{what}{wan_words(said)}，与本年安排{wan_words(annual)}"
        f"相差{wan_words(abs(said - annual))}。",
        "请核对文字或支出明细；确应如此的，请在答复中说明。",
        expected=wan_words(annual),
        actual=wan_words(said),
        difference=wan_words(said - annual),
        link=link or ("form", form.project, field),
    )
