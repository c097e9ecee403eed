"""Sheet 部门: two columns 项 and 值, one 项 a row."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from . import cells
from .cells import folded
from .opening import RawRow
from .reading import Reading, Row, empty_row, nameless, take
from .sheets import DEPARTMENT

NAME, VALUE = "项", "值"
KNOWN = {folded(column.header): column for column in DEPARTMENT.columns}


def read_department(reading: Reading, raw: list[RawRow]) -> None:
    """The sheet becomes one row, whose values are the 项."""
    columns = _columns(reading, raw[0])
    if columns is None:
        return
    found = empty_row(DEPARTMENT, raw[0][0])
    for each in raw[1:]:
        nameless(reading, DEPARTMENT, raw[0], each)
        _item(reading, found, columns, each)
    for column in DEPARTMENT.columns:
        if column.required and column.key not in found.cells:
            message = f"缺少“{column.header}”这一项，请补上"
            reading.note(DEPARTMENT.name, f"A{raw[0][0]}", message)
    reading.rows[DEPARTMENT.name] = [found]


def _columns(reading: Reading, first: RawRow) -> tuple[int, int] | None:
    """The places of 项 and 值."""
    number, values = first
    places: dict[str, int] = {}
    for place, (value, _) in enumerate(values):
        name, address = folded(value), f"{get_column_letter(place + 1)}{number}"
        if name in places:
            reading.note(DEPARTMENT.name, address, f"“{name}”这一列出现了两次，请只留一列")
        elif name in (NAME, VALUE):
            places[name] = place
        elif name:
            message = f"没有“{cells.text(value)}”这一列，可用的列：{NAME}、{VALUE}"
            reading.note(DEPARTMENT.name, address, message)
    for name in (NAME, VALUE):
        if name not in places:
            reading.note(DEPARTMENT.name, f"A{number}", f"缺少列“{name}”，请在表头中补上")
    return (places[NAME], places[VALUE]) if len(places) == 2 else None


def _item(reading: Reading, found: Row, columns: tuple[int, int], raw: RawRow) -> None:
    number, values = raw
    name, value = ((values[i] if i < len(values) else (None, False)) for i in columns)
    column = KNOWN.get(folded(name[0]).removesuffix("*"))
    named, valued = (f"{get_column_letter(i + 1)}{number}" for i in columns)
    if column is None:
        message = f"没有“{cells.text(name[0])}”这一项，可用的项：{'、'.join(KNOWN)}"
        reading.note(DEPARTMENT.name, named, message)
    elif column.key in found.cells:
        reading.note(DEPARTMENT.name, named, f"“{column.header}”出现了两次，请只留一行")
    else:
        take(reading, DEPARTMENT, found, valued, column, value)
