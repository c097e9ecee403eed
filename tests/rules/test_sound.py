# ruff: noqa: E501 (a case stands on one line)
"""No sound department is stopped: whatever its funds, units, projects and figures."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.rules import Stage, check
from budgetportal.ledger.book import Line, Project, Unit
from budgetportal.ledger.terms import Horizon, Indicator, Level, ProjectKind, UnitKind
from tests.text_ledger import line

from .documents import (
    ANSWERS,
    LINES,
    NAME,
    OFFICE,
    changed_since,
    form,
    money,
    sound,
    with_facts,
    with_fields,
    with_form,
    with_texts,
    with_value,
)

KINDS = tuple(Unit(f"61500{n}", kind.value, kind) for n, kind in enumerate(UnitKind, 1))
FIVE_FUNDS = (
    "2060404 一般公共预算 当年 基本 30201 10.00",
    "2120801 政府性基金预算 当年 基本 30201 10.00",
    "2230105 国有资本经营预算 当年 基本 30201 10.00",
    "2050205 财政专户管理资金 当年 基本 30201 10.00",
    "2070199 单位资金 结转 基本 30201 10.00",
    "227 一般公共预算 当年 基本 30201 10.00",
    "23001 一般公共预算 当年 基本 30201 10.00",
    "21211 政府性基金预算 当年 基本 30201 10.00",
)


def of(
    *lines: Line, projects: tuple[Project, ...] = (), units: tuple[Unit, ...] = KINDS
) -> Document:
    made = sound()
    book = replace(made.book, units=units, projects=projects, lines=lines)
    return replace(made, book=book, forms=())


def five_funds_three_kinds_no_project() -> Document:
    return of(*(line(text, unit.code) for text in FIVE_FUNDS for unit in KINDS))


def receipts_by_item_and_by_sub_item() -> Document:
    received = (
        "1030155 政府性基金预算 6.00",
        "103015501 政府性基金预算 4.00",
        "1030601 国有资本经营预算 9.00",
    )
    return sound(
        *LINES,
        receipts=received,
        carry_forward=("2120801 政府性基金预算 10.00", "2230105 国有资本经营预算 9.00"),
    )


def a_negative_line_that_is_explained() -> Document:
    made = sound()
    refund = replace(line("2060101 一般公共预算 当年 基本 30201 -1.00"), remark="冲减上年多付")
    return replace(made, book=replace(made.book, lines=(*made.book.lines, refund)))


def a_project_whose_money_is_taken_back() -> Document:
    back = replace(
        line(f"project:{NAME} 2060404 一般公共预算 当年 项目 30227 -10000.00"), remark="收回"
    )
    made = sound()
    return replace(made, book=replace(made.book, lines=(*made.book.lines, back)), forms=())


def several_years(kind: ProjectKind | None, years: int | None) -> Document:
    made = with_form(funding={Horizon.PERIOD: money("30000"), Horizon.YEAR: money("10000")})
    project = Project(NAME, "615001", kind, years)
    return replace(made, book=replace(made.book, projects=(project,)))


def every_level_of_government() -> Document:
    lines = [line(f"project:{NAME} 2060404 一般公共预算 当年 项目 30227 1.00") for _ in Level]
    named = [replace(each, level=level) for each, level in zip(lines, Level, strict=True)]
    return replace(
        of(*named, projects=(Project(NAME, "615001", ProjectKind.ONE_OFF, 1),)),
        forms=(form(yuan="3"),),
    )


def changes_with_short_reasons() -> Document:
    reasons = dict.fromkeys(Indicator, "人员增加")
    return with_facts(
        prior_year=changed_since(INCOME="1", EXPENDITURE="1", GENERAL_CURRENT="1", RECEPTION="5"),
        reasons=reasons,
    )


def nothing_changed() -> Document:
    same = changed_since(
        INCOME="10500", EXPENDITURE="10500", GENERAL_CURRENT="10500", OPERATING_COST="500"
    )
    return with_facts(prior_year=same, is_new=False)


def a_control_total_in_wan() -> Document:
    return with_facts(control_in_wan=True, control_totals={Indicator.INCOME: Decimal("10600")})


SHAPES: dict[str, Callable[[], Document]] = {
    each.__name__: each
    for each in (
        five_funds_three_kinds_no_project,
        receipts_by_item_and_by_sub_item,
        a_negative_line_that_is_explained,
        a_project_whose_money_is_taken_back,
        every_level_of_government,
        changes_with_short_reasons,
        nothing_changed,
        a_control_total_in_wan,
    )
} | {
    "a new department": lambda: with_facts(is_new=True),
    "nothing is asked of the ledger": lambda: of(),
    "answered with 无": lambda: with_texts(duties="无", setup="无。", answers={**ANSWERS, "车辆情况": "无"}),
    "a project of unknown kind": lambda: several_years(None, None),
    "continuing": lambda: several_years(ProjectKind.CONTINUING, 3),
    "one-off of two years": lambda: several_years(ProjectKind.ONE_OFF, 2),
    "a unit of one kind": lambda: sound(LINES[0], unit=replace(OFFICE, kind=UnitKind.INSTITUTION)),
}  # fmt: skip

VALUES = (
    *(
        "≥95%",
        "100%",
        "99.99%",
        "≥ 95 %",
        "＞90％",
        ">=95%",
        "=100%",
        "90%-95%",
        "95%以上",
        "≥95%，力争100%",
    ),
    *(
        "≥3个",
        "5 个",
        "1,200人",
        "12,345.67元",
        "2次/年",
        "3—5家",
        "≤500元/人",
        "1:3",
        "7×24小时",
        "0",
        "0起",
        "＜1‰",
    ),
    *(
        "12月底前",
        "2023年12月31日前",
        "2023.12.31",
        "2023-12-31",
        "2023/12",
        "20231231",
        "1年",
        "24小时内",
    ),
    *(
        "有所提高",
        "符合国家标准",
        "良好",
        "长期",
        "持续改善",
        "不低于上年",
        "优",
        "第一名",
        "1.完成验收",
    ),
)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_sound_department_is_stopped(shape: str) -> None:
    findings = check(SHAPES[shape](), stage=Stage.PUBLICATION).findings
    assert [(f.rule, f.where, f.message) for f in findings if f.blocks] == []


@pytest.mark.parametrize("value", VALUES)
def test_no_sound_value_is_refused(value: str) -> None:
    findings = check(with_value("企业满意度", value)).findings
    assert [f.message for f in findings if f.blocks] == []


@pytest.mark.parametrize("value", ["≤120%", "增长150%", "105.5%"])
def test_growth_may_exceed_the_whole_with_a_warning(value: str) -> None:
    made = with_form(
        indicators=tuple(
            replace(i, level3="产值增长率", value=value) if i.level3 == "带动就业" else i
            for i in form().indicators
        )
    )
    assert {(f.rule, f.severity.value) for f in check(made).findings} == {("P03", "warn")}


@pytest.mark.parametrize(
    "value",
    ["≥90100%", "≥100.01%", "95.5.5%", "≥", "≥百分之九十", "95%100%", "≥95", "1,00人", "120%"],
)
def test_a_value_that_cannot_be_measured_is_refused(value: str) -> None:
    findings = check(with_value("企业满意度", value)).findings
    assert {(f.rule, f.severity.value) for f in findings if f.blocks} == {("P03", "block")}


TEXTS = (
    *("根据财政部2023年第13号令，按20230105号通知执行。", "统一社会信用代码11140000012345678K。", "邮编030006，电话0351-1234567。"),
    *("投资15000000000元。", "共13800138000.50元，占比13800138000%。", "工号20230105123456789。", "服务XXL型设备20×30米。"),
    *("项目编码14000023P000010100059，批次号2023010512345678901234。", "对比测试数据后完成测试。", "2021-2023年，1月-12月。"),
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_no_sound_text_is_stopped(text: str) -> None:
    findings = check(with_fields(项目设立必要性=text)).findings
    assert [(f.rule, f.message) for f in findings if f.blocks] == []
