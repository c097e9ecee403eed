"""Bytes of a workbook → rows by sheet, every fault noted at its cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openpyxl.utils import get_column_letter

from . import cells
from .cells import folded
from .department import read_department
from .errors import CellError
from .opening import FILE, RawRow, UnreadableSheetError, open_workbook, rows, unreadable
from .reading import Reading, Row, empty_row, nameless, take
from .sheets import CONTROL, DEPARTMENT, REFERENCE, SHEETS, Column, Sheet

#: the likely mistake: the published tables, downloaded and uploaded again
OTHER = (
    "这不是填报工作簿：没有“部门”“支出明细”等工作表；"
    "公开的报表不能导入，请用在部门“预览”页下载的填报工作簿"
)
Headings = dict[int, tuple[Column, cells.Reader]]
#: what is read now, and how many sheets of how many are read
Tell = Callable[[str, int, int], None]


def read(data: bytes, tell: Tell = lambda *_: None) -> Reading:
    """Read every sheet that can be read; ``tell`` hears how far it is."""
    reading = Reading()
    fault = unreadable(data)
    workbook = None if fault else open_workbook(data)
    if workbook is None:
        reading.errors.append(
            fault or CellError(FILE, "", "工作簿已损坏，无法打开，请重新保存后再导入")
        )
        return reading
    present = _present(reading, workbook)
    if not present:
        reading.errors[:] = [CellError(FILE, "", OTHER)]
        return reading
    for number, sheet in enumerate(SHEETS):
        if sheet.name in present:
            tell(f"读取{sheet.name}", number, len(SHEETS))
            try:
                _sheet(reading, sheet, rows(workbook[present[sheet.name]]))
            except UnreadableSheetError as error:
                reading.lose(sheet, "", str(error))
        elif sheet.required:
            reading.note(sheet.name, "", "缺少这个工作表，请补上")
    return reading


def _present(reading: Reading, workbook: Any) -> dict[str, str]:
    """Sheet → its name as typed, perhaps with spaces around it."""
    known = [sheet.name for sheet in SHEETS]
    present: dict[str, str] = {}
    for name in workbook.sheetnames:
        if name.startswith(REFERENCE):
            continue
        if name.strip() not in known:
            reading.note(name, "", f"没有这个工作表，可用的有：{'、'.join(known)}")
        elif name.strip() in present:
            reading.note(name, "", "这个工作表出现了两次，请只留一个")
        else:
            present[name.strip()] = name
    return present


def _sheet(reading: Reading, sheet: Sheet, raw: list[RawRow]) -> None:
    if not raw:
        reading.lose(sheet, "A1", "工作表是空的，第一行应为表头")
    elif sheet is DEPARTMENT:
        read_department(reading, raw)
    else:
        headings = _headings(reading, sheet, raw[0])
        if headings:
            reading.rows[sheet.name] = [_row(reading, sheet, headings, each) for each in raw[1:]]
            for each in raw[1:]:
                nameless(reading, sheet, raw[0], each)


def _headings(reading: Reading, sheet: Sheet, first: RawRow) -> Headings:
    """Column number → column and reader; money may stand under 元 or 万元, never both."""
    readers = {folded(column.header): (column, column.read) for column in sheet.columns}
    for column in sheet.columns:
        if column.money:
            readers[folded(f"{column.header}(元)")] = (column, cells.amount)
            readers[folded(f"{column.header}(万元)")] = (column, cells.wan_amount)
    found: Headings = {}
    number, values = first
    for place, (value, _) in enumerate(values, 1):
        _heading(
            reading, sheet, found, readers, f"{get_column_letter(place)}{number}", place, value
        )
    present = {column.key for column, _ in found.values()}
    for column in sheet.columns:
        if column.required and column.key not in present:
            wanted = f"{column.header}(元)" if column.money else column.header
            reading.note(sheet.name, f"A{number}", f"缺少列“{wanted}”，请在表头中补上")
            reading.lost.add((sheet.name, column.key))
    return found


def _heading(
    reading: Reading,
    sheet: Sheet,
    found: Headings,
    readers: dict[str, tuple[Column, cells.Reader]],
    address: str,
    place: int,
    value: Any,
) -> None:
    name = folded(value).removesuffix("*")
    if not name:
        return
    if name not in readers:
        names = "、".join(column.header for column in sheet.columns)
        reading.note(sheet.name, address, f"没有“{cells.text(value)}”这一列，可用的列：{names}")
    elif any(column is readers[name][0] for column, _ in found.values()):
        reading.note(
            sheet.name, address, f"“{readers[name][0].header}”这一列出现了两次，请只留一列"
        )
    else:
        found[place - 1] = readers[name]
        if sheet is CONTROL and readers[name][1] is cells.wan_amount:
            reading.control_in_wan = True


def _row(reading: Reading, sheet: Sheet, headings: Headings, raw: RawRow) -> Row:
    number, values = raw
    row = empty_row(sheet, number)
    for place, (column, reader) in headings.items():
        cell = values[place] if place < len(values) else (None, False)
        address = f"{get_column_letter(place + 1)}{number}"
        take(reading, sheet, row, address, column, cell, reader)
    return row
