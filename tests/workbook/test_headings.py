"""Columns and 项: unknown, missing, twice, without a heading."""

import pytest

from .acts import refused
from .books import packed, small, with_cell, with_sheet

pytestmark = pytest.mark.django_db
UNIT_COLUMNS = "单位代码、单位名称、单位性质"
ITEMS = (
    "预算年度、部门代码、部门名称、原部门代码、新设部门、部门职责、机构设置、批复日期、车辆情况、"
    "房屋情况、其他国有资产、保留车辆数、政府采购情况、政府购买服务指导性目录、其他说明、"
    "绩效申报表标题、公开经办人、公开格式"
)


def test_an_unknown_column_and_the_one_that_is_missing(codes: None) -> None:
    assert refused(with_cell("单位", 1, 3, "性质")) == [
        "单位!A1: 缺少列“单位性质”，请在表头中补上",
        f"单位!C1: 没有“性质”这一列，可用的列：{UNIT_COLUMNS}",
    ]


@pytest.mark.parametrize(
    ("sheet", "columns", "missing"),
    [
        ("项目", ["单位代码"], ["项目名称"]),
        ("收入明细", ["单位代码"], ["收入科目编码", "资金来源", "金额(元)"]),
        ("年终结转", ["金额"], ["单位代码", "功能科目编码", "资金来源"]),
        ("上年数", ["口径调整原因"], ["指标", "金额(元)"]),
        ("变动原因", ["指标"], ["原因"]),
        ("政府采购", ["采购内容"], ["采购类别", "金额(元)"]),
        ("绩效目标", ["项目概况"], ["项目名称"]),
        ("绩效指标", ["项目名称"], ["目标期", "一级指标", "二级指标", "三级指标", "指标值"]),
        ("控制数", ["指标"], ["金额(元)"]),
    ],
)
def test_every_required_column_is_asked_for(
    sheet: str, columns: list[str], missing: list[str], codes: None
) -> None:
    assert refused(with_sheet(sheet, columns)) == [
        f"{sheet}!A1: 缺少列“{name}”，请在表头中补上" for name in missing
    ]


def test_a_missing_key_column_is_one_fault_not_one_a_row(codes: None) -> None:
    units = [["单位名称", "单位性质"], ["本级", "行政单位"]]
    assert refused(with_sheet("单位", *units)) == ["单位!A1: 缺少列“单位代码”，请在表头中补上"]


@pytest.mark.parametrize("second", ["金额(万元)", "金额（万元）", "金额", "金额(元) "])
def test_an_amount_stands_under_one_heading_only(second: str, codes: None) -> None:
    rows = ["指标", "金额(元)", second], ["收入总计", 1, 1]
    assert refused(with_sheet("上年数", *rows)) == ["上年数!C1: “金额”这一列出现了两次，请只留一列"]


def test_text_under_no_heading_would_be_lost(codes: None) -> None:
    rows = ["指标", None, "原因"], ["收入总计", "见附件", "新设"]
    assert refused(with_sheet("变动原因", *rows)) == [
        "变动原因!B2: 这一列没有表头，“见附件”无处登记"
    ]


def test_an_unknown_item_of_the_department(codes: None) -> None:
    assert refused(with_cell("部门", 5, 1, "新部门")) == [
        f"部门!A5: 没有“新部门”这一项，可用的项：{ITEMS}"
    ]


def test_an_item_twice_and_one_missing(codes: None) -> None:
    assert refused(with_cell("部门", 4, 1, "部门代码")) == [
        "部门!A1: 缺少“部门名称”这一项，请补上",
        "部门!A4: “部门代码”出现了两次，请只留一行",
    ]


def test_the_department_has_two_columns(codes: None) -> None:
    sheets = small()
    sheets["部门"][0] = ["项", "数值", "说明", "项"]
    assert refused(packed(sheets)) == [
        "部门!A1: 缺少列“值”，请在表头中补上",
        "部门!B1: 没有“数值”这一列，可用的列：项、值",
        "部门!C1: 没有“说明”这一列，可用的列：项、值",
        "部门!D1: “项”这一列出现了两次，请只留一列",
    ]


def test_text_beside_the_department_would_be_lost(codes: None) -> None:
    sheets = small()
    sheets["部门"][3] = ["部门名称", "测试局", "全称"]
    assert refused(packed(sheets)) == ["部门!C4: 这一列没有表头，“全称”无处登记"]
