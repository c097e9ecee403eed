"""Files that are no workbook of ours, and sheets that are missing, strange or broken."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from .acts import refused
from .books import damaged, packed, small, with_sheet, without

pytestmark = pytest.mark.django_db
SHEETS = (
    "部门、单位、项目、支出明细、收入明细、年终结转、上年数、变动原因、政府采购、"
    "绩效目标、绩效指标、控制数"
)
NO_XLSX = "文件!A1: 不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再导入"
BROKEN = "文件!A1: 工作簿已损坏，无法打开，请重新保存后再导入"
BROKEN_LINES = "支出明细!A1: 工作表已损坏，无法读取，请重新保存后再导入"
LINES = "xl/worksheets/sheet4.xml"


def a_zip(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, b"x")
    return buffer.getvalue()


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_entity(content: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content.split(b"?>")[-1]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "文件!A1: 文件是空的，请选择填好的 .xlsx 工作簿"),
        (b"text", NO_XLSX),
        (half(packed(small())), NO_XLSX),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), NO_XLSX),
        (a_zip("x.txt"), BROKEN),
        (damaged("xl/workbook.xml", half), BROKEN),
        (damaged("xl/styles.xml", lambda content: b""), BROKEN),
        (damaged(LINES, with_entity), BROKEN),
        (a_zip("xl/vbaProject.bin"), "文件!A1: 工作簿带有宏，请另存为不含宏的 .xlsx 后再导入"),
        (bytes(21 * 2**20), "文件!A1: 文件超过20MB，请删去无关的工作表或图片"),
    ],
    ids=[
        "empty",
        "text",
        "cut",
        "xls",
        "zip",
        "cut inside",
        "no styles",
        "entities",
        "macros",
        "large",
    ],
)
def test_what_is_no_workbook(data: bytes, error: str, codes: None) -> None:
    assert refused(data) == [error]


def test_a_file_that_unpacks_to_no_end_is_never_unpacked(codes: None) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(101 * 2**20))
    assert refused(buffer.getvalue()) == ["文件!A1: 文件解压后过大，请删去无关内容"]


@pytest.mark.parametrize(
    "data",
    [
        damaged(LINES, half),
        damaged(LINES, lambda content: content.replace(b"<v>100</v>", b"<v>abc</v>")),
    ],
    ids=["cut", "number of letters"],
)
def test_a_sheet_that_cannot_be_parsed(data: bytes, codes: None) -> None:
    assert refused(data) == [BROKEN_LINES]


def test_an_unknown_sheet(codes: None) -> None:
    assert refused(with_sheet("备忘", ["a"])) == [f"备忘!A1: 没有这个工作表，可用的有：{SHEETS}"]


def test_the_published_tables_are_no_workbook(codes: None) -> None:
    book, buffer = Workbook(), io.BytesIO()
    for number in range(1, 14):
        book.create_sheet(f"预算公开表{number}")
    book.save(buffer)
    assert refused(buffer.getvalue()) == [
        "文件!A1: 这不是填报工作簿：没有“部门”“支出明细”等工作表；"
        "公开的报表不能导入，请用在部门“预览”页下载的填报工作簿"
    ]


def test_a_sheet_that_stands_there_twice(codes: None) -> None:
    assert refused(with_sheet("单位 ", ["单位代码"])) == [
        "单位 !A1: 这个工作表出现了两次，请只留一个"
    ]


@pytest.mark.parametrize("name", ["部门", "单位", "支出明细"])
def test_a_required_sheet_is_missing_and_nothing_else_is_said(name: str, codes: None) -> None:
    assert refused(without(name)) == [f"{name}!A1: 缺少这个工作表，请补上"]


@pytest.mark.parametrize("name", ["部门", "单位", "项目", "支出明细", "年终结转"])
def test_a_sheet_without_headings(name: str, codes: None) -> None:
    assert refused(with_sheet(name)) == [f"{name}!A1: 工作表是空的，第一行应为表头"]


def test_a_sheet_far_too_wide(codes: None) -> None:
    assert refused(with_sheet("控制数", ["指标", "金额", *[None] * 600, "x"])) == [
        "控制数!A1: 超过500列，请删去多余的列"
    ]
