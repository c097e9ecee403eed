"""What was read from a workbook: rows by sheet, and every fault at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from openpyxl.utils import get_column_letter

from . import cells
from .errors import BadCellError, CellError
from .opening import RawRow
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
    """Rows by sheet name (absent sheets are absent), and what is wrong."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    #: (sheet, key) that could not be read at all: nothing can be said about what refers to it
    lost: set[tuple[str, str]] = field(default_factory=set)
    control_in_wan: bool = False

    def note(self, sheet: str, cell: str, message: str) -> None:
        self.errors.append(CellError(sheet, cell, message))

    def lose(self, sheet: Sheet, cell: str, message: str) -> None:
        """A sheet that stands there but cannot be read."""
        self.note(sheet.name, cell, message)
        self.lost |= {(sheet.name, column.key) for column in sheet.columns}

    def keys(self, sheet: Sheet) -> set[str] | None:
        """The keys that rows of other sheets may name, or None where they are not known."""
        if sheet.name not in self.rows or (sheet.name, sheet.unique) in self.lost:
            return None
        return {row.values[sheet.unique] for row in self.rows[sheet.name]}

    @property
    def department(self) -> dict[str, Any]:
        """The 项 of sheet 部门; nothing where the sheet could not be read."""
        found = self.rows.get(DEPARTMENT.name)
        return found[0].values if found else {}

    def note_department(self, key: str, message: str) -> None:
        """A fault of one 项 of sheet 部门."""
        self.note(DEPARTMENT.name, self.rows[DEPARTMENT.name][0].at(key), message)


def empty_row(sheet: Sheet, number: int) -> Row:
    """A row in which nothing is typed."""
    return Row(number, dict(_nothing(sheet.name)), {})


@cache
def _nothing(name: str) -> dict[str, Any]:
    sheet = next(each for each in SHEETS if each.name == name)
    return {column.key: column.read(None) for column in sheet.columns}


def take(
    reading: Reading,
    sheet: Sheet,
    row: Row,
    address: str,
    column: Column,
    cell: tuple[Any, bool],
    reader: cells.Reader | None = None,
) -> None:
    """One cell into the row, or its fault into the list."""
    row.cells[column.key] = address
    value, is_formula = cell
    if is_formula and column.money:
        message = f"{column.header}是公式，请改为数值（选择性粘贴为值）"
        reading.note(sheet.name, address, message)
        return
    try:
        found = row.values[column.key] = (reader or column.read)(value)
    except BadCellError as error:
        reading.note(sheet.name, address, f"{column.header}{error}")
        return
    if column.required and found in ("", None):
        reading.note(sheet.name, address, f"{column.header}没有填写")
    elif column.key == "amount" and sheet.name in NO_ZERO and found == 0:
        reading.note(sheet.name, address, "金额为零，请删去这一行或填写金额")


def nameless(reading: Reading, sheet: Sheet, first: RawRow, raw: RawRow) -> None:
    """Text under no heading at all would be lost, so it is a fault."""
    named = {place for place, (value, _) in enumerate(first[1]) if cells.folded(value)}
    number, values = raw
    for place, (value, _) in enumerate(values):
        if place not in named and cells.text(value):
            address = f"{get_column_letter(place + 1)}{number}"
            reading.note(sheet.name, address, f"这一列没有表头，“{cells.text(value)}”无处登记")
