"""Bytes of a workbook → rows by sheet, every fault noted at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from . import cells
from .cells import folded
from .errors import BadCellError, CellError
from .opening import FILE, MOST_ROWS, RawRow, open_workbook, rows, unreadable
from .sheets import DEPARTMENT, NO_ZERO, SHEETS, Column, Sheet


@dataclass(frozen=True, slots=True)
class Row:
    """One row's values by key, and the address of each cell."""

    number: int
    values: dict[str, Any]
    cells: dict[str, str]

    def at(self, key: str) -> str:
        """The address of a value's cell."""
        return self.cells.get(key, f"A{self.number}")


@dataclass
class Reading:
    """What was read: rows by sheet name (absent sheets are absent), and what is wrong."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    control_in_wan: bool = False

    def note(self, sheet: str, cell: str, message: str) -> None:
        self.errors.append(CellError(sheet, cell, message))

    @property
    def department(self) -> dict[str, Any]:
        """The 项 of sheet 部门."""
        return self.rows[DEPARTMENT.name][0].values


Headings = dict[int, tuple[Column, cells.Reader]]


def read(data: bytes) -> Reading:
    """Read every sheet; the errors stand in the order of sheets and rows."""
    reading = Reading()
    fault = unreadable(data)
    workbook = None if fault else open_workbook(data)
    if workbook is None:
        reading.errors.append(
            fault or CellError(FILE, "", "工作簿已损坏，无法打开，请重新保存后再导入")
        )
        return reading
    known = {sheet.name: sheet for sheet in SHEETS}
    for name in workbook.sheetnames:
        if name.strip() not in known:
            reading.note(name, "", f"没有这个工作表，可用的有：{'、'.join(known)}")
    present = {name.strip(): name for name in workbook.sheetnames}
    for sheet in SHEETS:
        if sheet.name in present:
            _sheet(reading, sheet, list(rows(workbook[present[sheet.name]])))
        elif sheet.required:
            reading.note(sheet.name, "", "缺少这个工作表，请补上")
    return reading


def _sheet(reading: Reading, sheet: Sheet, raw: list[RawRow]) -> None:
    if len(raw) > MOST_ROWS:
        reading.note(sheet.name, "", f"超过{MOST_ROWS}行，请删去多余的行")
    elif not raw:
        reading.note(sheet.name, "A1", "工作表是空的，第一行应为表头")
    elif sheet is DEPARTMENT:
        reading.rows[sheet.name] = [_pairs(reading, raw)]
    else:
        headings = _headings(reading, sheet, raw[0])
        if headings:
            named = {place for place, (value, _) in enumerate(raw[0][1]) if folded(value)}
            reading.rows[sheet.name] = [
                _row(reading, sheet, headings, named, each) for each in raw[1:]
            ]


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
        if sheet.name == "控制数" and readers[name][1] is cells.wan_amount:
            reading.control_in_wan = True


def _row(reading: Reading, sheet: Sheet, headings: Headings, named: set[int], raw: RawRow) -> Row:
    """One row; text under no heading at all would be lost, so it is a fault."""
    number, values = raw
    row = Row(number, {column.key: _blank(column) for column in sheet.columns}, {})
    for place, (column, reader) in headings.items():
        address = f"{get_column_letter(place + 1)}{number}"
        row.cells[column.key] = address
        value, is_formula = values[place] if place < len(values) else (None, False)
        row.values[column.key] = _value(reading, sheet, column, reader, address, value, is_formula)
    for place, (value, _) in enumerate(values):
        if place not in named and cells.text(value):
            address = f"{get_column_letter(place + 1)}{number}"
            reading.note(sheet.name, address, f"这一列没有表头，“{cells.text(value)}”无处登记")
    return row


def _blank(column: Column) -> Any:
    return column.read(None)


def _value(
    reading: Reading,
    sheet: Sheet,
    column: Column,
    reader: cells.Reader,
    address: str,
    value: Any,
    is_formula: bool,
) -> Any:
    if is_formula and column.money:
        reading.note(sheet.name, address, f"{column.header}是公式，请改为数值（选择性粘贴为值）")
        return _blank(column)
    try:
        found = reader(value)
    except BadCellError as error:
        reading.note(sheet.name, address, f"{column.header}{error}")
        return _blank(column)
    if column.required and found in ("", None):
        reading.note(sheet.name, address, f"{column.header}没有填写")
    elif column.key == "amount" and sheet.name in NO_ZERO and found == 0:
        reading.note(sheet.name, address, "金额为零，请删去这一行或填写金额")
    return found


def _pairs(reading: Reading, raw: list[RawRow]) -> Row:
    """Sheet 部门: 项 and 值."""
    known = {folded(column.header): column for column in DEPARTMENT.columns}
    found = Row(1, {column.key: _blank(column) for column in DEPARTMENT.columns}, {})
    if [folded(value) for value, _ in raw[0][1][:2]] != ["项", "值"]:
        reading.note(DEPARTMENT.name, f"A{raw[0][0]}", "表头应为两列：项、值")
    for number, values in raw[1:]:
        pair = [*values, (None, False)]
        column = known.get(folded(pair[0][0]).removesuffix("*"))
        if column is None:
            message = f"没有“{cells.text(pair[0][0])}”这一项，可用的项：{'、'.join(known)}"
            reading.note(DEPARTMENT.name, f"A{number}", message)
        elif column.key in found.cells:
            reading.note(DEPARTMENT.name, f"A{number}", f"“{column.header}”出现了两次，请只留一行")
        else:
            found.cells[column.key] = f"B{number}"
            found.values[column.key] = _value(
                reading, DEPARTMENT, column, column.read, f"B{number}", *pair[1]
            )
    for column in DEPARTMENT.columns:
        if column.required and column.key not in found.cells:
            reading.note(DEPARTMENT.name, f"A{raw[0][0]}", f"缺少“{column.header}”这一项，请补上")
    return found
