# ruff: noqa: E501 (a sentence for a clerk stands on one line)
"""What rows say about each other: codes, units, projects, levels, duplicates."""

from typing import Any

import pytest

from budgetportal.models import CodeSubject

from .acts import imported, refused
from .books import Rows, packed, small, with_cell, with_sheet, without

pytestmark = pytest.mark.django_db
NO_UNIT = "单位“999”不在“单位”表中，请先在“单位”表登记"
NO_PROJECT = "项目“别的”不在“项目”表中，请先在“项目”表登记"
NO_CODE = "不在2023年的科目表中，请核对编码"
INDICATOR = ["项目名称", "目标期", "一级指标", "二级指标", "三级指标", "指标值"]


def test_a_unit_that_is_not_registered(codes: None) -> None:
    sheets: dict[str, Rows] = {
        "项目": [["项目名称", "单位代码"], ["平台建设", "999"]],
        "收入明细": [["单位代码", "收入科目编码", "资金来源", "金额"], ["999", "1030155", "政府性基金预算", 1]],
        "年终结转": [["单位代码", "功能科目编码", "资金来源", "金额"], ["999", "2060404", "单位资金", 1]],
    }  # fmt: skip
    assert refused(with_cell("支出明细", 2, 1, "999")) == [f"支出明细!A2: {NO_UNIT}"]
    for name, rows in sheets.items():
        place = "B2" if name == "项目" else "A2"
        assert refused(with_sheet(name, *rows)) == [f"{name}!{place}: {NO_UNIT}"]


def test_a_project_that_is_not_registered(codes: None) -> None:
    sheets: dict[str, Rows] = {
        "绩效目标": [["项目名称"], ["别的"]],
        "绩效指标": [INDICATOR, ["别的", "年度", "产出", "数量", "数", "1"]],
    }
    assert refused(with_cell("支出明细", 2, 3, "别的")) == [f"支出明细!C2: {NO_PROJECT}"]
    for name, rows in sheets.items():
        assert refused(with_sheet(name, *rows)) == [f"{name}!A2: {NO_PROJECT}"]
    assert refused(without("项目")) == [
        "支出明细!C2: 项目“平台建设”不在“项目”表中，请先在“项目”表登记"
    ]


def test_project_money_without_a_project(codes: None) -> None:
    assert refused(with_cell("支出明细", 2, 3, "")) == ["支出明细!C2: 项目支出没有填写项目名称"]


@pytest.mark.parametrize(
    ("row", "column", "place", "words"),
    [(2, 4, "D2", "功能科目编码"), (3, 5, "E3", "部门经济科目编码")],
)
def test_a_code_that_the_year_does_not_list(
    row: int, column: int, place: str, words: str, codes: None
) -> None:
    assert refused(with_cell("支出明细", row, column, "99999")) == [
        f"支出明细!{place}: {words}“99999”{NO_CODE}"
    ]


def test_the_other_codes_that_the_year_does_not_list(codes: None) -> None:
    sheets = small()
    sheets["支出明细"] = [
        [*sheets["支出明细"][0], "政府经济科目编码"],
        [*sheets["支出明细"][1], "1"],
    ]
    sheets["收入明细"] = [
        ["单位代码", "收入科目编码", "资金来源", "金额"],
        ["811001", "2", "政府性基金预算", 1],
    ]
    sheets["年终结转"] = [
        ["单位代码", "功能科目编码", "资金来源", "金额"],
        ["811001", "3", "单位资金", 1],
    ]
    assert refused(packed(sheets)) == [
        f"支出明细!I2: 政府经济科目编码“1”{NO_CODE}",
        f"收入明细!B2: 收入科目编码“2”{NO_CODE}",
        f"年终结转!B2: 功能科目编码“3”{NO_CODE}",
    ]  # fmt: skip


def test_a_year_without_code_lists(codes: None) -> None:
    assert refused(with_cell("部门", 2, 2, 1999)) == [
        "部门!B2: 还没有1999年的科目表。请核对年度；年度没有错的，请管理员在“收支分类科目”页点“导入科目表”载入1999年的科目，再导入这个工作簿"
    ]


@pytest.mark.parametrize(
    ("level1", "level2", "fault"),
    [
        ("产出", "经济效益", "D2: 二级指标“经济效益指标”不属于产出指标，请填写：数量指标、质量指标、时效指标、成本指标"),
        ("投入", "数量", "C2: 一级指标“投入指标”不在可选范围内，请填写：产出指标、效益指标、满意度指标"),
    ],
)  # fmt: skip
def test_a_level_outside_the_form(level1: str, level2: str, fault: str, codes: None) -> None:
    row = ["平台建设", "年度", level1, level2, "数", "1"]
    assert refused(with_sheet("绩效指标", INDICATOR, row)) == [f"绩效指标!{fault}"]


@pytest.mark.parametrize(
    ("sheet", "columns", "row"),
    [
        ("单位", ["单位代码", "单位名称", "单位性质"], ["811001", "本级", "行政单位"]),
        ("项目", ["项目名称", "单位代码"], ["平台建设", "811001"]),
        ("上年数", ["指标", "金额"], ["收入总计", 1]),
        ("变动原因", ["指标", "原因"], ["收入总计", "因"]),
        ("绩效目标", ["项目名称"], ["平台建设"]),
        ("控制数", ["指标", "金额"], ["收入总计", 1]),
    ],
)
def test_a_duplicate(sheet: str, columns: list[str], row: list[Any], codes: None) -> None:
    assert refused(with_sheet(sheet, columns, row, [], row)) == [
        f"{sheet}!A4: “{row[0]}”与第2行重复，请只留一行"
    ]


def test_a_unit_that_the_stored_parts_still_use(codes: None) -> None:
    imported(packed(small()))
    sheets = small()
    del sheets["项目"]
    sheets["单位"][1][0] = "811002"
    sheets["支出明细"] = [
        sheets["支出明细"][0],
        ["811002", *sheets["支出明细"][2][1:]],
    ]
    assert refused(packed(sheets)) == ["单位!A1: 缺少单位“811001”，已登记的项目还在使用它"]


def test_a_code_abolished_since_last_year_is_named(codes: None) -> None:
    CodeSubject.objects.filter(year=2023, code="2060404").delete()
    assert refused(packed(small())) == [
        "支出明细!D2: 功能科目编码“2060404 科技成果转化与扩散”在2022年的科目表中，2023年已取消，请改用现行科目"
    ]
