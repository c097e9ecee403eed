"""Opening an uploaded file: only a plain .xlsx of bearable size is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from .errors import CellError

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 500
FILE = "文件"

#: a row: its number, and (value, is a formula) of each cell
RawRow = tuple[int, list[tuple[Any, bool]]]


class UnreadableSheetError(ValueError):
    """A sheet cannot be read; the message is the sentence for the clerk."""


def unreadable(data: bytes) -> CellError | None:
    """Why the bytes cannot be an .xlsx of ours, or None."""
    if not data:
        return CellError(FILE, "", "文件是空的，请选择填好的 .xlsx 工作簿")
    if len(data) > LARGEST_FILE:
        return CellError(FILE, "", f"文件超过{LARGEST_FILE // 2**20}MB，请删去无关的工作表或图片")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        return CellError(FILE, "", "不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再导入")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        return CellError(FILE, "", "文件解压后过大，请删去无关内容")
    if any(entry.filename.endswith("vbaProject.bin") for entry in entries):
        return CellError(FILE, "", "工作簿带有宏，请另存为不含宏的 .xlsx 后再导入")
    return None


def open_workbook(data: bytes) -> Any:
    """The workbook, or None where the bytes are no workbook after all."""
    try:
        return load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except Exception:  # a stranger's file fails in whatever part of openpyxl it happens to break
        return None


def rows(worksheet: Any) -> list[RawRow]:
    """The rows that hold anything, with their numbers; raises UnreadableSheetError."""
    found: list[RawRow] = []
    try:
        for row in _rows(worksheet):
            found.append(row)
            _bearable(found)
    except UnreadableSheetError:
        raise
    except Exception:  # cells are parsed only now, see open_workbook
        raise UnreadableSheetError("工作表已损坏，无法读取，请重新保存后再导入") from None
    return found


def _bearable(found: list[RawRow]) -> None:
    if len(found) > MOST_ROWS:
        raise UnreadableSheetError(f"超过{MOST_ROWS}行，请删去多余的行")
    if len(found[-1][1]) > MOST_COLUMNS:
        raise UnreadableSheetError(f"超过{MOST_COLUMNS}列，请删去多余的列")


def _rows(worksheet: Any) -> Iterator[RawRow]:
    worksheet.reset_dimensions()
    for number, row in enumerate(worksheet.iter_rows(), 1):
        values = [_cell(cell) for cell in row]
        if any(value is not None and str(value).strip() for value, _ in values):
            yield number, values


def _cell(cell: Any) -> tuple[Any, bool]:
    """An array formula is its text."""
    is_formula = getattr(cell, "data_type", "n") == "f"
    return (getattr(cell.value, "text", cell.value) if is_formula else cell.value), is_formula
