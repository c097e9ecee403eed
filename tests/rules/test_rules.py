# ruff: noqa: E501 (a case stands on one line)
"""Each rule passes on the sound document, and names exactly what breaks it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from budgetportal.disclosure.document import Document, Term
from budgetportal.disclosure.rules import RULES, Rule, Stage, check
from budgetportal.ledger.book import Procurement, Project, Unit
from budgetportal.ledger.terms import (
    Horizon,
    Indicator,
    ProcurementKind,
    ProjectKind,
    UnitKind,
)

from .documents import (
    LINES,
    NAME,
    Broken,
    changed_since,
    form,
    money,
    sound,
    with_answer,
    with_facts,
    with_fields,
    with_form,
    with_texts,
    with_value,
    without_indicators,
)

BLOCK, WARN = "block", "warn"
BY_ID = {rule.id: rule for rule in RULES}
INSTITUTION = Unit("615001", "中心", UnitKind.INSTITUTION)
ADMINISTRATION = Unit("615001", "机关", UnitKind.ADMINISTRATIVE)
BASIC = "2060101 一般公共预算 当年 基本 30201 500.00"


def two_projects() -> Document:
    text = "建设面向全市中小企业的研发公共服务平台，购置仪器设备，建立预约共享制度，组织培训和交流活动，提供检测分析、概念验证、技术咨询、成果推广等服务。"
    made = sound()
    both = (form(项目概况=text), form("平台运行", 项目概况=text))
    return replace(made, forms=both)


def continuing(years: int) -> Document:
    made = with_form(funding={Horizon.PERIOD: money("100000"), Horizon.YEAR: money("10000")})
    project = Project(NAME, "615001", ProjectKind.CONTINUING, years)
    return replace(made, book=replace(made.book, projects=(project,)))


def later(day: int) -> Document:
    return replace(sound(), published_at=datetime(2023, 3, day, tzinfo=UTC))


#: (rule, a document that breaks it, what it reports: where and how severe)
CASES: tuple[tuple[str, Broken, list[tuple[str, str]]], ...] = (
    ("L01", lambda: sound("20604 一般公共预算 当年 基本 30201 1.00"), [("支出明细第1行支出功能分类科目", BLOCK)]),
    ("L01", lambda: sound("2060101 政府性基金预算 当年 基本 30201 1.00"), [("支出明细第1行支出功能分类科目", BLOCK)]),
    ("L02", lambda: sound(*LINES, "2060101 一般公共预算 当年 基本 1.00"), [("支出明细第3行", BLOCK)]),
    ("L02", lambda: sound(*LINES, "2060101 一般公共预算 当年 基本 30901 5.00"), [("支出明细第3行", BLOCK)]),
    ("L02", lambda: sound(LINES[1]), [(f"项目“{NAME}”", BLOCK)]),
    ("L02", lambda: sound(*LINES, "project:别处的项目 2060404 一般公共预算 当年 项目 5.00"), [("支出明细第3行", BLOCK)]),
    ("L03", lambda: sound(*LINES, receipts=("1030155 政府性基金预算 5.00",)), [("政府性基金预算", WARN)]),
    ("L04", lambda: sound(LINES[0].replace(" 30227", ""), "2060101 一般公共预算 当年 基本 30217 5.00"), [("支出明细", WARN)]),
    ("L05", lambda: sound(BASIC, unit=INSTITUTION), [("单位615001 2060101", WARN)]),
    ("L06", lambda: sound(*LINES, unit=INSTITUTION), [("单位615001 50201", WARN)]),
    ("L07", lambda: with_facts(control_totals={Indicator.BASIC: Decimal("500.01")}), [("基本支出", BLOCK)]),
    ("L08", lambda: sound(*LINES, "2060101 一般公共预算 当年 基本 30201 -1.00"), [("支出明细第3行", BLOCK)]),
    ("T01", lambda: with_facts(prior_year=changed_since(INCOME="10500", GENERAL_CURRENT="10500", OPERATING_COST="500")), [("支出总计", BLOCK)]),
    ("T01", lambda: with_facts(prior_year={Indicator.INCOME: Decimal(1)}, reasons={Indicator.INCOME: "主要原因是无。"}), [("收入总计", BLOCK)]),
    ("T02", lambda: with_facts(is_new=False), [("上年数", BLOCK)]),
    ("T03", lambda: with_texts(setup=" "), [("机构设置", BLOCK)]),
    ("T03", lambda: with_answer("政府采购情况", ""), [("政府采购情况", BLOCK)]),
    ("T04", lambda: with_answer("保留车辆数", "2"), [("保留车辆数", WARN)]),
    ("T05", lambda: with_fields(项目概况="差旅费0.6万元，会议费0.5万元。"), [(f"{NAME}：项目概况中列出的金额合计", WARN)]),
    ("T05", lambda: with_fields(项目概况="用于机关运行，合计1.2万元。"), [(f"{NAME}：项目概况中写明的合计", WARN)]),
    ("T05", lambda: with_value("平台建设费", "0.9万元"), [(f"{NAME}：年度成本指标的金额合计", WARN)]),
    ("T06", lambda: replace(sound(), forms=(form("资金181号", 立项依据="并财教〔2022〕188号"),)), [("资金181号：立项依据的文号", WARN)]),
    ("T06", lambda: replace(with_texts(duties="统筹教育局工作。"), other_departments=("教育局",)), [("部门职责", WARN)]),
    ("T07", lambda: with_texts(duties="待填"), [("部门职责", BLOCK)]),
    ("T07", lambda: with_fields(立项依据="按××文件办理"), [(f"{NAME}：立项依据", BLOCK)]),
    ("T08", lambda: with_fields(立项依据="联系13800138000"), [(f"{NAME}：立项依据", BLOCK)]),
    ("T08", lambda: with_fields(立项依据="邮箱a@example.com"), [(f"{NAME}：立项依据", WARN)]),
    ("T09", lambda: replace(sound(), glossary=sound().glossary[1:]), [("名词解释：一般公共预算", WARN)]),
    ("T09", lambda: replace(sound(), glossary=(*sound().glossary, Term("基本支出", "又一条。"))), [("名词解释：基本支出", WARN)]),
    ("P01", lambda: replace(sound(), forms=()), [(f"项目“{NAME}”", BLOCK)]),
    ("P01", lambda: with_form(funding={Horizon.PERIOD: money("9999"), Horizon.YEAR: money("10000")}), [(f"{NAME}：项目资金", BLOCK)]),
    ("P02", lambda: without_indicators("满意度指标"), [(f"{NAME}：满意度指标", BLOCK)]),
    ("P02", lambda: with_value("带动就业", " ", Horizon.YEAR), [(f"{NAME}：年度指标“带动就业”", BLOCK)]),
    ("P03", lambda: with_value("企业满意度", "≥90100%", Horizon.PERIOD), [(f"{NAME}：实施期指标“企业满意度”", BLOCK)]),
    ("P03", lambda: with_value("带动就业", "≥150%", Horizon.PERIOD), [(f"{NAME}：实施期指标“带动就业”", WARN)]),
    ("P04", lambda: without_indicators("时效指标"), [(f"{NAME}：产出指标", WARN)]),
    ("P04", lambda: with_value("带动就业", "有效提高"), [(f"{NAME}：指标值", WARN)]),
    ("P05", lambda: with_value("支持平台数", "≥5个", Horizon.YEAR), [(f"{NAME}：指标“支持平台数”", WARN)]),
    ("P06", lambda: continuing(3), [(f"{NAME}：实施期资金", WARN)]),
    ("P07", two_projects, [(f"平台运行：项目概况与{NAME}", WARN)]),
    ("P08", lambda: with_fields(负责人=""), [(f"{NAME}：填报人员", WARN)]),
    ("P08", lambda: with_form(has_handler=False), [(f"{NAME}：填报人员", WARN)]),
    ("P08", lambda: with_fields(填报日期="2023-02-11"), [(f"{NAME}：填报日期", WARN)]),
    ("D01", lambda: later(1), [("公开日期", WARN)]),
    ("D02", lambda: replace(sound(), secrecy_reviewed=False), [("保密审查", BLOCK)]),
    ("D03", lambda: replace(sound(), revision=2), [("更正原因", BLOCK)]),
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_sound_document_passes(rule: Rule) -> None:
    assert list(rule.findings(sound())) == []


@pytest.mark.parametrize(("rule", "broken", "found"), CASES, ids=[case[0] for case in CASES])
def test_what_breaks_a_rule_is_found_where_it_stands(
    rule: str, broken: Broken, found: list[tuple[str, str]]
) -> None:
    findings = list(BY_ID[rule].findings(broken()))
    assert [(each.where, each.severity.value) for each in findings] == found
    assert [each.message[-1] + each.mend[-1] for each in findings] == ["。。"] * len(found)
    assert [each.where for each in findings if not (each.expected and each.actual)] == []


def test_every_rule_has_a_document_that_breaks_it() -> None:
    assert sorted({case[0] for case in CASES}) == sorted(BY_ID)


def test_rules_run_from_their_stage_on() -> None:
    counts = [check(sound(), stage=stage).rules for stage in Stage]
    assert counts == [25, 27, 28]


def test_a_warning_takes_an_answer_and_a_block_does_not() -> None:
    document = replace(with_answer("保留车辆数", "2"), secrecy_reviewed=False)
    warned, blocked = check(document, stage=Stage.PUBLICATION).findings
    answers = {(f.rule, f.where, f.cause): "借用车辆。" for f in (warned, blocked)}
    checks = check(document, answers, Stage.PUBLICATION)
    assert [(f.rule, f.answer) for f in checks.findings] == [("T04", "借用车辆。"), ("D02", None)]
    assert [f.rule for f in checks.blocking] == ["D02"]


def test_an_answer_holds_until_what_caused_it_changes() -> None:
    warned = check(with_answer("保留车辆数", "2")).findings[0]
    answers = {(warned.rule, warned.where, warned.cause): "借用车辆。"}
    assert check(with_answer("保留车辆数", "2"), answers).findings[0].answer == "借用车辆。"
    assert check(with_answer("保留车辆数", "3"), answers).findings[0].answer is None


def test_lateness_is_one_cause_however_many_days_pass() -> None:
    causes = [check(later(day), stage=Stage.PUBLICATION).findings[0].cause for day in (1, 9)]
    assert causes == ["2023-02-01批复后超过20天"] * 2


def test_the_day_of_publication_is_chinas() -> None:
    """21:00 in London is tomorrow in Beijing."""
    made = replace(sound(), published_at=datetime(2023, 2, 21, 16, tzinfo=UTC))
    assert [f.actual for f in BY_ID["D01"].findings(made)] == ["21天"]


def test_an_answer_is_published_and_read_like_every_text() -> None:
    document = with_answer("保留车辆数", "2")
    warned = check(document).findings[0]
    answers = {(warned.rule, warned.where, warned.cause): "请联系13800138000。"}
    found = [(f.rule, f.where) for f in check(document, answers).findings]
    assert found == [("T04", "保留车辆数"), ("T08", "对T04（保留车辆数）的答复")]


def test_procurement_lines_answer_for_procurement() -> None:
    bought = (Procurement(ProcurementKind.GOODS, Decimal(1)),)
    made = with_answer("政府采购情况", "")
    made = replace(
        made, book=replace(made.book, facts=replace(made.book.facts, procurement=bought))
    )
    assert list(BY_ID["T03"].findings(made)) == []
