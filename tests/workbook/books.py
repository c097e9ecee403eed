"""Small workbooks, built as a clerk would type them."""

import io
from typing import Any

from openpyxl import Workbook

Rows = list[list[Any]]


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
            [
                "单位代码",
                "支出性质",
                "项目名称",
                "功能科目编码",
                "部门经济科目编码",
                "资金来源",
                "资金年份",
                "金额(元)",
            ],
            ["811001", "项目支出", "平台建设", "2060404", "", "一般公共预算", "当年预算", 100],
            ["811001", "基本支出", "", "2060101", "30201", "一般公共预算", "当年预算", "50.25"],
        ],
    }


def packed(sheets: dict[str, Rows]) -> bytes:
    """The bytes of a workbook; text that begins with = becomes a real formula, as in Excel."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_cell(sheet: str, row: int, column: int, value: Any) -> bytes:
    """The small workbook with one cell changed; rows and columns count from 1."""
    sheets = small()
    sheets[sheet][row - 1][column - 1] = value
    return packed(sheets)


def with_sheet(name: str, *rows: list[Any]) -> bytes:
    """The small workbook with one sheet more."""
    return packed({**small(), name: list(rows)})
