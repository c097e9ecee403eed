# ruff: noqa: E501 (a case stands on one line)
"""T01, T05, T06, T07, T08: what a sentence says, and what only looks like it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from budgetportal.disclosure.document import Document, Term
from budgetportal.disclosure.rules import check
from budgetportal.disclosure.rules.texts import says_something
from budgetportal.ledger.book import Procurement, Unit
from budgetportal.ledger.terms import Indicator, ProcurementKind

from .documents import (
    NAME,
    form,
    sound,
    with_answer,
    with_facts,
    with_fields,
    with_texts,
    with_value,
)


def found(document: Document, rule: str) -> list[tuple[str, str]]:
    return [(f.where, f.severity.value) for f in check(document).findings if f.rule == rule]


@pytest.mark.parametrize(
    "reason",
    [
        *("", " ", "无", "略", "-", "——", "……", "主要原因是无", "主要原因是无。", "无变化", "同上", "不适用", "无特殊原因"),
        *("12.5", "比上年增加19377.79万元，增加147.55%", "较上年增长了20％", "2023年收入总计增加，上年为100元", "预算增加"),
        *("收入总计比上年增加。", "其他", "N/A", "正常变动", "减少", "与上年相比有所减少"),
    ],
)  # fmt: skip
def test_a_reason_that_says_nothing(reason: str) -> None:
    assert not says_something(reason, Indicator.INCOME)


@pytest.mark.parametrize(
    "reason",
    [
        *("新增项目", "人员增加", "政策调整", "调标", "压减支出", "退休", "机构改革职能划转", "上级补助增加", "厉行节约"),
        *("主要原因是新增科技奖励项目，增加7,390万元。", "公车改革", "项目支出减少", "系统升级"),
    ],
)  # fmt: skip
def test_a_reason_that_explains(reason: str) -> None:
    assert says_something(reason, Indicator.INCOME)


WHOLE = (
    *("建设研发平台。", "评审费0.4万元、差旅费0.6万元。", "本项目安排1万元，其中评审费4000元，差旅费6000元。", "设备费0.5万元，其中服务器0.3万元、电脑0.2万元；培训费0.5万元。"),
    *("评审费0.4万元、差旅费0.6万元，合计1万元。", "每人补助500元，按最高不超过5万元的标准发放。", "补助2人，500元/人。", "对首次认定的企业给予10万元奖励。"),
    *("带动社会投资3亿元，实现产值5亿元。", "第一年5亿元，第二年5亿元。", "2022年安排2万元，2023年安排1万元。", "评审费0.4万元、差旅费0.1万元等。", "支持注册资本100万元以上的企业。"),
    *("0.5万元×2次=1万元。", "人员经费合计0.4万元；公用经费合计0.6万元。", "年度培训费0.2万元。"),
)  # fmt: skip


@pytest.mark.parametrize("text", WHOLE)
def test_an_overview_that_agrees_with_the_money(text: str) -> None:
    assert found(with_fields(项目概况=text), "T05") == []


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("项目概况", "评审费0.4万元、差旅费0.5万元。", "列出的金额合计"),
        ("项目概况", "评审费４０００元、差旅费５，０００元。", "列出的金额合计"),
        ("项目概况", "共1.2万元，用于评审。", "写明的合计"),
        ("项目概况", "安排1.2万元，其中：评审费0.7万元、差旅费0.5万元。", "写明的合计"),
        ("项目概况", "经费总计12,000元。", "写明的合计"),
        ("立项依据", "根据晋财〔2023〕5号，下达专项资金1.2万元。", "写明的金额"),
        ("项目实施计划", "本年度预算1.2万元，分两次拨付。", "写明的金额"),
    ],
)
def test_a_figure_that_differs_from_the_money(field: str, text: str, said: str) -> None:
    assert [where for where, _ in found(with_fields(**{field: text}), "T05")] == [
        f"{NAME}：{field}中{said}"
    ]


def test_a_difference_is_said_in_wan() -> None:
    made = with_fields(项目概况="评审费0.4万元、差旅费0.5万元。")
    (finding,) = check(made).findings
    assert (finding.expected, finding.actual, finding.difference) == (
        "1.00万元",
        "0.90万元",
        "-0.10万元",
    )
    assert (
        finding.message
        == "“平台建设”项目概况中列出的金额合计0.90万元，与本年安排1.00万元相差0.10万元。"
    )


@pytest.mark.parametrize(
    ("value", "problems"),
    [("1万元", 0), ("≤1万元", 0), ("0.9万元", 1), ("≤500元/人", 0), ("控制在预算之内", 0)],
)
def test_costs_against_the_money(value: str, problems: int) -> None:
    assert len(found(with_value("平台建设费", value), "T05")) == problems


def test_the_departments_own_words_restate_a_projects_money() -> None:
    wrong, right = (with_answer("其他说明", f"{NAME}安排{yuan}万元。") for yuan in ("1.5", "1"))
    assert (len(found(wrong, "T05")), len(found(right, "T05"))) == (1, 0)


def named(name: str, **fields: str) -> Document:
    return replace(sound(), forms=(form(name, **fields),))


@pytest.mark.parametrize(
    ("document", "where"),
    [
        (named("资金181号", 年度总体目标="根据并财教(2022)188号"), "资金181号：年度总体目标的文号"),
        (named(NAME, 立项依据="并财教〔2022〕181号", 项目实施计划="按并财教〔2022〕188号执行"), f"{NAME}：项目实施计划的文号"),
        (named(NAME, 立项依据="并财教〔2022〕181号", 年度总体目标="按并财教〔2021〕181号执行"), f"{NAME}：年度总体目标的文号"),
        (named("2022年第二批资金", 立项依据="关于下达2022年第一批资金的通知"), "2022年第二批资金：立项依据的批次"),
        (named("2023年消费券", 立项依据="关于发放2022年消费券的通知"), "2023年消费券：立项依据的年份"),
        (named(NAME, 年度总体目标="2022年完成建设。"), f"{NAME}：年度总体目标的年份"),
    ],
)  # fmt: skip
def test_references_that_differ(document: Document, where: str) -> None:
    assert found(document, "T06") == [(where, "warn")]


@pytest.mark.parametrize(
    "document",
    [
        named("资金181号", 立项依据="并财教（2022）181号、晋财〔2021〕9号", 项目实施计划="按〔2022〕181号执行"),
        named("第2批资金", 立项依据="关于下达2022年第二批资金的通知"),
        named("1号楼维修", 立项依据="晋建〔2023〕15号"),
        named("2022年第二批资金", 年度总体目标="2023年全部兑付。"),
        named(NAME, 立项依据="2019年印发的《管理办法》", 实施期总体目标="2025年建成。", 年度总体目标="2023年开工。"),
        replace(with_texts(duties="统筹科技金融工作。"), other_departments=("科技金融部", "教育局")),
    ],
)  # fmt: skip
def test_references_that_agree(document: Document) -> None:
    assert found(document, "T06") == []


@pytest.mark.parametrize(
    "text",
    [
        "待填",
        "测试",
        "【待补充】",
        "测试测试",
        "测试数据1",
        "无内容",
        "Lorem ipsum dolor",
        "TODO",
        "按××文件",
        "ＸＸ单位",
        "在XXX年",
        "XX",
    ],
)
def test_placeholders(text: str) -> None:
    assert found(with_texts(duties=text), "T07") == [("部门职责", "block")]


MOBILE = (
    "13800138000",
    "１３８００１３８０００",
    "138 0013 8000",
    "138-0013-8000",
    "138－0013－8000",
    "138.0013.8000",
    "+86 13800138000",
    "1 3 8 0 0 1 3 8 0 0 0",
    "1380 013 8000",
)
IDENTITY = (
    "11010519491231002X",
    "11010519491231002x",
    "110105 19491231 002X",
    "１１０１０５１９４９１２３１００２Ｘ",
)
CARD = ("6222021234567890128", "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111")  # fmt: skip


@pytest.mark.parametrize("number", [*MOBILE, *IDENTITY, *CARD])
@pytest.mark.parametrize("sentence", ["{}", "联系人甲{}。", "（{}）", "电话：{}，请来电"])
def test_private_numbers_however_they_are_written(number: str, sentence: str) -> None:
    assert found(with_fields(立项依据=sentence.format(number)), "T08") == [
        (f"{NAME}：立项依据", "block")
    ]


@pytest.mark.parametrize(
    "number",
    [
        "12345678901",
        "213800138000",
        "138001380001",
        "A13800138000",
        "110105194912310021",
        "4111111111111112",
        "13800138000元",
    ],
)
def test_numbers_that_are_nobodys(number: str) -> None:
    assert found(with_fields(立项依据=f"编号{number}。"), "T08") == []


PHONE = "甲13800138000"


def with_line_remark() -> Document:
    made = sound()
    first, *others = made.book.lines
    return replace(made, book=replace(made.book, lines=(replace(first, remark=PHONE), *others)))


@pytest.mark.parametrize(
    ("document", "where"),
    [
        (with_line_remark(), "支出明细第1行备注"),
        (sound(unit=Unit("615001", PHONE, sound().book.units[0].kind)), "单位615001的名称"),
        (with_facts(procurement=(Procurement(ProcurementKind.GOODS, Decimal(1), PHONE),)), "政府采购第1行"),
        (with_facts(reasons={Indicator.INCOME: PHONE}), "收入总计变动原因"),
        (with_facts(adjustments={Indicator.INCOME: PHONE}), "收入总计口径调整原因"),
        (with_fields(负责人=PHONE), f"{NAME}：负责人"),
        (with_texts(setup=PHONE), "机构设置"),
        (with_answer("其他说明", PHONE), "其他说明"),
        (replace(sound(), glossary=(*sound().glossary, Term("热线", PHONE))), "名词解释：热线"),
        (replace(sound(), correction=PHONE), "更正原因"),
        (replace(sound(), forms=(replace(form(), indicators=(replace(form().indicators[0], level3=PHONE), *form().indicators[1:])),)), f"{NAME}：实施期指标“{PHONE}”名称"),
    ],
)  # fmt: skip
def test_private_numbers_wherever_they_stand(document: Document, where: str) -> None:
    assert found(document, "T08") == [(where, "block")]
