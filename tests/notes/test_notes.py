"""What the notes say, on ledgers of a few lines."""

from dataclasses import replace
from decimal import Decimal

import pytest

from budgetportal.ledger.book import Book, Facts, Procurement
from budgetportal.ledger.terms import Indicator, ProcurementKind, UnitKind
from budgetportal.notes import general_budget, income_and_expenditure, other, wording
from budgetportal.notes.shanxi_2023 import NOTES
from budgetportal.notes.source import Source
from tests.text_ledger import UNIT, book


def last_year(**figures: str) -> Facts:
    """Facts with last year's figures by the English name of the indicator."""
    return Facts(prior_year={Indicator[name]: Decimal(yuan) for name, yuan in figures.items()})


def because(facts: Facts, **reasons: str) -> Facts:
    return replace(facts, reasons={Indicator[name]: text for name, text in reasons.items()})


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("325103900", "131326000", "比上年增加19,377.79万元，增长147.55%"),
        ("10000", "20000", "比上年减少1.00万元，下降50.00%"),
        ("6900", "6900", "与上年持平"),
        ("0", "0", "与上年持平"),
        ("10000", "0", "上年无此项，比上年增加1.00万元"),
        ("10000", None, "上年无可比数据"),
        ("10000", "-10000", "比上年增加2.00万元，增长200.00%"),
    ],
)
def test_the_words_of_change_follow_from_the_figures(
    now: str, before: str | None, words: str
) -> None:
    assert wording.change(Decimal(now), before and Decimal(before)) == words


def test_shares_say_when_rounding_breaks_the_hundred() -> None:
    third = Decimal(10000)
    assert wording.shares([("甲", third), ("乙", third), ("丙", third)], third * 3) == (
        "甲1.00万元，占33.33%；乙1.00万元，占33.33%；丙1.00万元，占33.33%"
        "（因四舍五入，各项占比之和为99.99%）"
    )


def test_income_names_every_fund_and_the_carry_over() -> None:
    made = book("2060404 一般公共预算 当年 项目 30000", "2060404 单位资金 结转 项目 10000")
    assert income_and_expenditure.income(Source(made)).paragraphs == (
        "2023年度收入预算4.00万元，其中：一般公共预算收入3.00万元，占75.00%；"
        "政府性基金预算收入0.00万元，占0.00%；国有资本经营预算收入0.00万元，占0.00%；"
        "财政专户管理资金0.00万元，占0.00%；单位资金0.00万元，占0.00%；"
        "上年结转1.00万元，占25.00%。",
    )


def test_expenditure_is_shared_over_what_is_spent_not_what_is_carried_forward() -> None:
    made = book(
        "2011301 一般公共预算 当年 基本 30201 10000",
        "2060404 一般公共预算 当年 项目 30000",
        carry_forward=["2060404 一般公共预算 5000"],
    )
    assert income_and_expenditure.expenditure(Source(made)).paragraphs == (
        "2023年度支出预算4.00万元，其中：基本支出1.00万元，占25.00%；"
        "项目支出3.00万元，占75.00%。另有年终结转0.50万元，留待以后年度使用。",
    )


def test_a_change_carries_its_reason_and_a_missing_one_is_visible() -> None:
    made = book("2060404 一般公共预算 当年 项目 30000", facts=last_year(GENERAL_CURRENT="10000"))
    given = replace(made, facts=because(made.facts, GENERAL_CURRENT="新增研发平台补助。"))
    sentence = "2023年度一般公共预算当年拨款3.00万元，比上年增加2.00万元，增长200.00%，主要原因："
    assert general_budget.general(Source(given)).paragraphs[1] == f"{sentence}新增研发平台补助。"
    assert general_budget.general(Source(made)).paragraphs[1] == f"{sentence}（未填写）。"


def test_an_adjusted_prior_year_says_why() -> None:
    facts = replace(
        last_year(GENERAL_CURRENT="30000"), adjustments={Indicator.GENERAL_CURRENT: "划入一个单位"}
    )
    made = book("2060404 一般公共预算 当年 项目 30000", facts=facts)
    assert general_budget.general(Source(made)).paragraphs[1] == (
        "2023年度一般公共预算当年拨款3.00万元，与上年持平（上年数口径调整：划入一个单位）。"
    )


def test_a_new_department_has_no_last_year() -> None:
    made = book("2060404 一般公共预算 当年 项目 30000", facts=Facts(is_new=True))
    assert wording.explained(made, Indicator.INCOME, Decimal(30000)) == (
        "本部门为新设部门，无上年数"
    )


def test_basic_expenditure_lists_its_items_largest_first() -> None:
    made = book(
        "2011301 一般公共预算 当年 基本 30101 50000",
        "2011301 一般公共预算 当年 基本 30217 6900",
        "2011301 一般公共预算 当年 基本 30201 109200",
    )
    assert general_budget.basic(Source(made)).paragraphs == (
        "2023年度一般公共预算基本支出16.61万元，其中：",
        "人员经费5.00万元，主要包括：基本工资5.00万元；",
        "公用经费11.61万元，主要包括：办公费10.92万元、公务接待费0.69万元。",
    )


def test_three_public_speaks_of_each_item() -> None:
    facts = last_year(ABROAD="0", RECEPTION="6900", CAR_PURCHASE="0", CAR_RUNNING="0")
    made = book("2011301 一般公共预算 当年 基本 30217 6900", facts=facts)
    note = general_budget.three_public(Source(made))
    assert note.paragraphs == (
        "2023年度财政拨款安排的“三公”经费预算0.69万元，与上年持平。",
        "其中：因公出国（境）费0.00万元，与上年持平；公务接待费0.69万元，与上年持平；"
        "公务用车购置费0.00万元，与上年持平；公务用车运行维护费0.00万元，与上年持平。",
    )
    assert note.charts[0].is_pie is False


def test_operating_cost_is_the_running_cost_of_organs_only() -> None:
    line = "2011301 一般公共预算 当年 基本 30201 10000"
    organ = replace(UNIT, kind=UnitKind.ADMINISTRATIVE)
    facts = last_year(OPERATING_COST="10000")
    assert [
        general_budget.operating_cost(Source(made)).paragraphs
        for made in (book(line), book(line, units=(organ,), facts=facts))
    ] == [
        ("本部门无机关运行经费。",),
        ("2023年度机关运行经费预算1.00万元，与上年持平。",),
    ]


def test_procurement_is_the_sum_of_its_kinds_and_names_the_small_share() -> None:
    goods = Procurement(ProcurementKind.GOODS, Decimal(30000), small=Decimal(10000))
    services = Procurement(ProcurementKind.SERVICES, Decimal(10000))
    made = book(facts=Facts(procurement=(goods, services)))
    assert other.procurement(Source(made)).paragraphs == (
        "2023年度，科技金融部政府采购预算总额4.00万元，其中：政府采购货物预算3.00万元，"
        "政府采购工程预算0.00万元，政府采购服务预算1.00万元。"
        "面向中小企业预留采购份额1.00万元，占政府采购预算总额的25.00%。",
    )


def test_performance_counts_the_projects_with_forms_and_their_general_money() -> None:
    made = book(
        "project:甲 2060404 一般公共预算 当年 项目 30000",
        "project:甲 2060404 一般公共预算 结转 项目 50000",
        "project:乙 2060404 一般公共预算 当年 项目 10000",
    )
    note = other.performance(Source(made, planned=("甲",)))
    assert note.paragraphs[0] == (
        "2023年度，科技金融部实行绩效目标管理的项目1个，涉及一般公共预算当年拨款3.00万元。"
    )


def test_nothing_entered_prints_nothing() -> None:
    notes = [note(Source(book())) for note in NOTES]
    assert [note.number for note in notes] == list(range(1, 13))
    assert [notes[8].paragraphs, notes[9].paragraphs] == [("无",), ("无",)]
    assert notes[10].paragraphs[1::2] == ("无", "无", "无")
    assert notes[11].paragraphs[1::2] == ("无", "无")


def test_every_figure_of_the_grants_note_adds_up() -> None:
    made: Book = book(
        "2060404 一般公共预算 当年 项目 30000",
        "2120801 政府性基金预算 结转 项目 20000",
        carry_forward=["2120801 政府性基金预算 5000"],
    )
    figures = income_and_expenditure.grants(Source(made)).figures
    assert figures["grants"] == Decimal(55000)
    assert figures["grants"] == figures["grants_general"] + figures["grants_government"]
    assert figures["grants"] == figures["grants_current"] + figures["grants_carried"]
