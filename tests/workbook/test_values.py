# ruff: noqa: E501 (a sentence for a clerk stands on one line)
"""Cells that hold nothing where something must stand, or no number, date or listed term."""

from datetime import datetime
from typing import Any

import pytest

from .acts import refused
from .books import packed, small, with_cell, with_sheet

pytestmark = pytest.mark.django_db
FUNDS = "一般公共预算、政府性基金预算、国有资本经营预算、财政专户管理资金、单位资金"
PRIOR = (
    "收入总计、支出总计、一般公共预算当年拨款、因公出国（境）费、公务接待费、公务用车购置费、"
    "公务用车运行维护费、机关运行经费"
)
LARGEST = "超出可以登记的范围（不超过 9,999,999,999,999.99 元）"


@pytest.mark.parametrize(
    ("sheet", "row", "column", "fault"),
    [
        ("部门", 2, 2, "部门!B2: 预算年度没有填写"),
        ("部门", 3, 2, "部门!B3: 部门代码没有填写"),
        ("部门", 4, 2, "部门!B4: 部门名称没有填写"),
        ("单位", 2, 2, "单位!B2: 单位名称没有填写"),
        ("单位", 2, 3, "单位!C2: 单位性质没有填写"),
        ("支出明细", 2, 1, "支出明细!A2: 单位代码没有填写"),
        ("支出明细", 2, 2, "支出明细!B2: 支出性质没有填写"),
        ("支出明细", 2, 4, "支出明细!D2: 功能科目编码没有填写"),
        ("支出明细", 2, 6, "支出明细!F2: 资金来源没有填写"),
        ("支出明细", 2, 7, "支出明细!G2: 资金年份没有填写"),
        ("支出明细", 2, 8, "支出明细!H2: 金额没有填写"),
    ],
)
@pytest.mark.parametrize("empty", [None, "  ", "　"])
def test_a_required_cell_is_empty(
    sheet: str, row: int, column: int, fault: str, empty: Any, codes: None
) -> None:
    assert refused(with_cell(sheet, row, column, empty)) == [fault]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("一百", "“一百”不是数字，请填写金额，例如 12345.67"),
        ("1.2.3", "“1.2.3”不是数字，请填写金额，例如 12345.67"),
        ("1٢", "“1٢”不是数字，请填写金额，例如 12345.67"),
        ("1e400", f"“1e400”{LARGEST}"),
        ("12\n元", "“12 元”不是数字，请填写金额，例如 12345.67"),
        ("Infinity", "“Infinity”不是数字，请填写金额，例如 12345.67"),
        ("#REF!", "“#REF!”不是数字，请填写金额，例如 12345.67"),
        (True, "“是”不是数字，请填写金额，例如 12345.67"),
        (datetime(2023, 1, 1), "“2023-01-01”不是数字，请填写金额，例如 12345.67"),
        ("1234,50", "“1234,50”不是数字，逗号只作千分位，小数点请用“.”"),
        ("1.005", "“1.005”的小数超过两位，请按元填写到分"),
        (1.005, "“1.005”的小数超过两位，请按元填写到分"),
        ("10000000000000", f"“10000000000000”{LARGEST}"),
        ("=1+1", "是公式，请改为数值（选择性粘贴为值）"),
    ],
)
def test_what_is_no_amount(typed: Any, fault: str, codes: None) -> None:
    assert refused(with_cell("支出明细", 2, 8, typed)) == [f"支出明细!H2: 金额{fault}"]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("1.2345678", "“1.2345678”的小数超过六位，请按万元填写到分"),
        ("9999999999999", f"“9999999999999”{LARGEST}"),
    ],
)
def test_what_is_no_amount_in_wan(typed: str, fault: str, codes: None) -> None:
    rows = ["指标", "金额(万元)"], ["收入总计", typed]
    assert refused(with_sheet("控制数", *rows)) == [f"控制数!B2: 金额{fault}"]


def test_the_text_of_a_formula_is_no_number_but_no_formula_either(codes: None) -> None:
    sheets = small()
    sheets["支出明细"][1][7] = "=1+1"
    assert refused(packed(sheets, as_text=True)) == [
        "支出明细!H2: 金额“=1+1”不是数字，请填写金额，例如 12345.67"
    ]


@pytest.mark.parametrize("zero", [0, "0.00", "-0"])
@pytest.mark.parametrize(
    ("sheet", "columns", "row"),
    [
        ("收入明细", ["单位代码", "收入科目编码", "资金来源"], ["1030155", "政府性基金预算"]),
        ("年终结转", ["单位代码", "功能科目编码", "资金来源"], ["2060404", "一般公共预算"]),
    ],
)
def test_zero_is_no_entry(
    sheet: str, columns: list[str], row: list[str], zero: Any, codes: None
) -> None:
    fault = "金额为零，请删去这一行或填写金额"
    assert refused(with_cell("支出明细", 2, 8, zero)) == [f"支出明细!H2: {fault}"]
    rows = [*columns, "金额"], ["811001", *row, zero]
    assert refused(with_sheet(sheet, *rows)) == [f"{sheet}!D2: {fault}"]


@pytest.mark.parametrize(
    "typed", ["二月", "2023-02-30", "2023年13月1日", "2023121", "44958", "=TODAY()"]
)
def test_what_is_no_date(typed: str, codes: None) -> None:
    rows = ["项目名称", "填报日期"], ["平台建设", typed]
    assert refused(with_sheet("绩效目标", *rows)) == [
        f"绩效目标!B2: 填报日期“{typed}”不是日期，请按 2023-02-01 的格式填写"
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "typed", "fault"),
    [
        ("单位", 2, 3, "公司", "单位!C2: 单位性质“公司”不在可选范围内，请填写：行政单位、参公事业单位、事业单位"),
        ("支出明细", 2, 2, "其他", "支出明细!B2: 支出性质“其他”不在可选范围内，请填写：基本支出、项目支出"),
        ("支出明细", 2, 6, "财政拨款", f"支出明细!F2: 资金来源“财政拨款”不在可选范围内，请填写：{FUNDS}"),
        ("支出明细", 2, 7, "2023", "支出明细!G2: 资金年份“2023”不在可选范围内，请填写：当年预算、上年结转"),
        ("部门", 5, 2, "新", "部门!B5: 新设部门“新”应填“是”或“否”"),
        ("部门", 2, 2, "二三年", "部门!B2: 预算年度“二三年”不是整数，请填写 0 或正整数"),
        ("支出明细", 2, 1, "811-001", "支出明细!A2: 单位代码“811-001”不是代码，代码只能由数字和字母组成"),
        ("单位", 2, 2, "长" * 101, "单位!B2: 单位名称文字有101个字，最多100个字，请缩短"),
    ],
)  # fmt: skip
def test_what_is_not_listed_or_does_not_fit(
    sheet: str, row: int, column: int, typed: str, fault: str, codes: None
) -> None:
    assert refused(with_cell(sheet, row, column, typed)) == [fault]


@pytest.mark.parametrize(
    ("sheet", "columns", "row", "fault"),
    [
        ("收入明细", ["单位代码", "收入科目编码", "资金来源", "金额"], ["811001", "1030155", "单位资金", 1], "收入明细!C2: 资金来源“单位资金”不在可选范围内，请填写：政府性基金预算、国有资本经营预算"),
        ("上年数", ["指标", "金额"], ["三公经费", 1], f"上年数!A2: 指标“三公经费”不在可选范围内，请填写：{PRIOR}"),
        ("变动原因", ["指标", "原因"], ["基本支出", "因"], f"变动原因!A2: 指标“基本支出”不在可选范围内，请填写：{PRIOR}、三公经费"),
        ("政府采购", ["采购类别", "金额"], ["设备", 1], "政府采购!A2: 采购类别“设备”不在可选范围内，请填写：货物、工程、服务"),
        ("项目", ["项目名称", "单位代码", "项目期(年)"], ["平台建设", "811001", 99999], "项目!C2: 项目期(年)“99999”不是整数，请填写 0 或正整数"),
    ],
)  # fmt: skip
def test_what_is_not_listed_in_the_other_sheets(
    sheet: str, columns: list[str], row: list[Any], fault: str, codes: None
) -> None:
    assert refused(with_sheet(sheet, columns, row)) == [fault]
