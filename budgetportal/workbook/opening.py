"""Opening an uploaded file: only a plain .xlsx of bearable size is read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from .bounds import MOST_CELLS, excess
from .errors import CellError

MOST_ROWS = 100_000
MOST_COLUMNS = 500
#: characters that Excel keeps in a cell
LONGEST_TEXT = 32_767
#: the last row that Excel has
LAST_ROW = 1_048_576
FILE = "文件"

#: a row: its number, and (value, is a formula) of each cell
RawRow = tuple[int, list[tuple[Any, bool]]]


class UnreadableSheetError(ValueError):
    """A sheet cannot be read; the message is the sentence for the clerk."""


def unreadable(data: bytes) -> CellError | None:
    """Why the bytes cannot be an .xlsx of ours, or None."""
    sentence = excess(data)
    return CellError(FILE, "", sentence) if sentence else None


def open_workbook(data: bytes) -> Any:
    """The workbook, or None where the bytes are no workbook after all."""
    try:
        return load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except Exception:  # a stranger's file fails in whatever part of openpyxl it happens to break
        return None


def rows(worksheet: Any) -> list[RawRow]:
    """The rows that hold anything, with their numbers; raises UnreadableSheetError."""
    found: list[RawRow] = []
    cells = 0
    try:
        for row in _rows(worksheet):
            found.append(row)
            cells += len(row[1])
            _bearable(found, cells)
    except UnreadableSheetError:
        raise
    except Exception:  # cells are parsed only now, see open_workbook
        raise UnreadableSheetError("工作表已损坏，无法读取，请重新保存后再导入") from None
    return found


def _bearable(found: list[RawRow], cells: int) -> None:
    """Empty cells count too: a row whose only cell is its last is made of five hundred."""
    if cells > 2 * MOST_CELLS:
        raise UnreadableSheetError(f"超过{MOST_CELLS}个格子，请删去多余的行和列")
    if len(found) > MOST_ROWS:
        raise UnreadableSheetError(f"超过{MOST_ROWS}行，请删去多余的行")
    if len(found[-1][1]) > MOST_COLUMNS:
        raise UnreadableSheetError(f"超过{MOST_COLUMNS}列，请删去多余的列")


def _rows(worksheet: Any) -> Iterator[RawRow]:
    worksheet.reset_dimensions()
    for number, row in enumerate(worksheet.iter_rows(), 1):
        if number > LAST_ROW:
            raise UnreadableSheetError(f"第{LAST_ROW}行之后还有内容，请重新保存后再导入")
        values = [_cell(cell) for cell in row]
        if any(isinstance(value, str) and len(value) > LONGEST_TEXT for value, _ in values):
            raise UnreadableSheetError(f"第{number}行有超过{LONGEST_TEXT}字的格子，请缩短")
        if any(value is not None and str(value).strip() for value, _ in values):
            yield number, values


def _cell(cell: Any) -> tuple[Any, bool]:
    """An array formula is its text."""
    is_formula = getattr(cell, "data_type", "n") == "f"
    return (getattr(cell.value, "text", cell.value) if is_formula else cell.value), is_formula
