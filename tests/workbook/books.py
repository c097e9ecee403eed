"""Small workbooks, built as a clerk would type them."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook

Rows = list[list[Any]]
LINE = [
    "单位代码",
    "支出性质",
    "项目名称",
    "功能科目编码",
    "部门经济科目编码",
    "资金来源",
    "资金年份",
    "金额(元)",
]


def small() -> dict[str, Rows]:
    """A sound workbook of department 811: one unit, one project, two lines."""
    return {
        "部门": [
            ["项", "值"],
            ["预算年度", 2023],
            ["部门代码", "811"],
            ["部门名称", "测试局"],
            ["新设部门", "是"],
        ],
        "单位": [["单位代码", "单位名称", "单位性质"], ["811001", "本级", "行政单位"]],
        "项目": [["项目名称", "单位代码"], ["平台建设", "811001"]],
        "支出明细": [
            LINE,
            ["811001", "项目支出", "平台建设", "2060404", "", "一般公共预算", "当年预算", 100],
            ["811001", "基本支出", "", "2060101", "30201", "一般公共预算", "当年预算", "50.25"],
        ],
    }


def packed(sheets: dict[str, Rows], *, as_text: bool = False) -> bytes:
    """The bytes of a workbook; text that begins with = is a real formula unless ``as_text``."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                cell = page.cell(number, place, value)
                if as_text and isinstance(value, str):
                    cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_cell(sheet: str, row: int, column: int, value: Any) -> bytes:
    """The small workbook with one cell changed; rows and columns count from 1."""
    sheets = {name: [list(each) for each in rows] for name, rows in small().items()}
    sheets[sheet][row - 1][column - 1] = value
    return packed(sheets)


def with_sheet(name: str, *rows: list[Any]) -> bytes:
    """The small workbook with this sheet added, or put in the place of its own."""
    return packed({**small(), name: list(rows)})


def without(name: str) -> bytes:
    """The small workbook without a sheet."""
    return packed({other: rows for other, rows in small().items() if other != name})


def damaged(member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The small workbook with one file inside the archive changed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed(small()))) as source,
        zipfile.ZipFile(buffer, "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == member else content)
    return buffer.getvalue()
