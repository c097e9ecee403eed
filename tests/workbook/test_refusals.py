# ruff: noqa: E501 (a sentence for a clerk stands on one line)
"""What import refuses: each with one sentence at its cell, and nothing stored."""

import io
import zipfile

import pytest

from budgetportal.models import Department, Edition, Status
from budgetportal.workbook.importing import import_workbook

from .books import packed, small, with_cell, with_sheet

pytestmark = pytest.mark.django_db


def refused(data: bytes) -> list[str]:
    """The error lines of an import that stores nothing."""
    before = Department.objects.count(), Edition.objects.count()
    errors = [str(error) for error in import_workbook(data, None).errors]
    assert (Department.objects.count(), Edition.objects.count()) == before
    return errors


def a_zip(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, b"x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "文件: 文件是空的，请选择填好的 .xlsx 工作簿"),
        (b"text", "文件: 不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再导入"),
        (a_zip("x.txt"), "文件: 工作簿已损坏，无法打开，请重新保存后再导入"),
        (a_zip("xl/vbaProject.bin"), "文件: 工作簿带有宏，请另存为不含宏的 .xlsx 后再导入"),
        (b"0" * (40 * 2**20), "文件: 文件超过20MB，请删去无关的工作表或图片"),
    ],
    ids=["empty", "text", "zip", "macros", "40 MB"],
)
def test_what_is_no_workbook(data: bytes, error: str, codes: None) -> None:
    assert refused(data) == [error]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "error"),
    [
        ("单位", 1, 3, "性质", ["单位!A1: 缺少列“单位性质”，请在表头中补上", "单位!C1: 没有“性质”这一列，可用的列：单位代码、单位名称、单位性质"]),
        ("单位", 2, 2, "", ["单位!B2: 单位名称没有填写"]),
        ("单位", 2, 3, "公司", ["单位!C2: 单位性质“公司”不在可选范围内，请填写：行政单位、参公事业单位、事业单位"]),
        ("支出明细", 2, 8, "一百", ["支出明细!H2: 金额“一百”不是数字，请填写金额，例如 12345.67"]),
        ("支出明细", 2, 8, 0, ["支出明细!H2: 金额为零，请删去这一行或填写金额"]),
        ("支出明细", 2, 8, "1.005", ["支出明细!H2: 金额“1.005”的小数超过两位，请按元填写到分"]),
        ("支出明细", 2, 8, "=1+1", ["支出明细!H2: 金额是公式，请改为数值（选择性粘贴为值）"]),
        ("支出明细", 2, 1, "999", ["支出明细!A2: 单位“999”不在“单位”表中，请先在“单位”表登记"]),
        ("支出明细", 2, 3, "别的项目", ["支出明细!C2: 项目“别的项目”不在“项目”表中，请先在“项目”表登记"]),
        ("支出明细", 2, 4, "9999999", ["支出明细!D2: 功能科目编码“9999999”不在2023年的科目表中，请核对编码"]),
        ("部门", 2, 2, 1999, ["部门!B2: 还没有1999年的科目表，请先由管理员导入该年度的收支分类科目"]),
        ("部门", 3, 2, "", ["部门!B3: 部门代码没有填写"]),
        ("部门", 5, 1, "新部门", ["部门!A5: 没有“新部门”这一项，可用的项：预算年度、部门代码、部门名称、原部门代码、新设部门、部门职责、机构设置、批复日期、车辆情况、房屋情况、其他国有资产、保留车辆数、政府采购情况、政府购买服务指导性目录、其他说明、绩效申报表标题、公开经办人"]),
    ],
)  # fmt: skip
def test_a_fault_is_named_at_its_cell(
    sheet: str, row: int, column: int, value: object, error: list[str], codes: None
) -> None:
    assert sorted(refused(with_cell(sheet, row, column, value))) == sorted(error)


@pytest.mark.parametrize(
    ("name", "rows", "error"),
    [
        ("备忘", [["a"]], "备忘: 没有这个工作表，可用的有：部门、单位、项目、支出明细、收入明细、年终结转、上年数、变动原因、政府采购、绩效目标、绩效指标、控制数"),
        ("上年数", [["指标", "金额(元)"], ["收入总计", 1], ["收入总计", 2]], "上年数!A3: “收入总计”与第2行重复，请只留一行"),
        ("上年数", [["指标", "金额(元)", "金额(万元)"], ["收入总计", 1, 1]], "上年数!C1: “金额”这一列出现了两次，请只留一列"),
        ("收入明细", [["单位代码", "收入科目编码", "资金来源", "金额"], ["811001", "103", "单位资金", 1]], "收入明细!C2: 资金来源“单位资金”不在可选范围内，请填写：政府性基金预算、国有资本经营预算"),
        ("绩效目标", [["项目名称", "填报日期"], ["平台建设", "二月"]], "绩效目标!B2: 填报日期“二月”不是日期，请按 2023-02-01 的格式填写"),
        ("绩效指标", [["项目名称", "目标期", "一级指标", "二级指标", "三级指标", "指标值"], ["平台建设", "年度", "产出", "经济效益", "数", "1"]], "绩效指标!D2: 二级指标“经济效益指标”不属于产出指标，请填写：数量指标、质量指标、时效指标、成本指标"),
    ],
)  # fmt: skip
def test_a_fault_of_an_optional_sheet(
    name: str, rows: list[list[object]], error: str, codes: None
) -> None:
    assert refused(with_sheet(name, *rows)) == [error]


def test_all_errors_are_listed_in_the_order_of_the_sheets(codes: None) -> None:
    sheets = small()
    sheets["支出明细"][1][0] = "999"
    sheets["支出明细"][2][7] = "x"
    del sheets["单位"]
    sheets["支出明细"][1][3] = "1"
    assert refused(packed(sheets)) == [
        "单位: 缺少这个工作表，请补上",
        "支出明细!H3: 金额“x”不是数字，请填写金额，例如 12345.67",
        "支出明细!D2: 功能科目编码“1”不在2023年的科目表中，请核对编码",
    ]


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.APPROVED, Status.PUBLISHED])
def test_what_is_no_draft_is_not_replaced(codes: None, status: Status) -> None:
    import_workbook(packed(small()), None)
    Edition.objects.update(status=status)
    assert refused(packed(small())) == [
        f"部门!B3: 不能导入：测试局2023年度{status.label}，须退回或开启更正后才能修改"
    ]
