"""edition → the workbook; importing it again changes nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from budgetportal.disclosure.layouts import LAYOUTS
from budgetportal.ledger.money import WAN, plain
from budgetportal.models import Edition, PerformanceForm, PerformanceIndicator

from . import sheets
from .sheets import Sheet

Rows = Iterator[list[str]]
#: sheet → the edition's rows that fill it
SOURCES = {
    sheets.UNITS.name: "unit_set",
    sheets.PROJECTS.name: "project_set",
    sheets.LINES.name: "expenditureline_set",
    sheets.RECEIPTS.name: "receipt_set",
    sheets.CARRY_FORWARD.name: "yearendcarryforward_set",
    sheets.PRIOR_YEAR.name: "prioryearfigure_set",
    sheets.REASONS.name: "changereason_set",
    sheets.PROCUREMENT.name: "procurementitem_set",
    sheets.CONTROL.name: "controltotal_set",
}
#: what stands for a row of another sheet
NAMED = {"unit": "unit__code", "project": "project__name"}
INDICATED = {"project": "form__project__name"}


def write(edition: Edition) -> bytes:
    """The bytes of the workbook, every cell as text so that nothing is read as a formula."""
    book = Workbook(write_only=True)
    for name, rows in tables(edition, headings=True).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def tables(edition: Edition, *, headings: bool = False) -> dict[str, list[list[str]]]:
    """The rows of every sheet as text."""
    found = {sheets.DEPARTMENT.name: _department(edition)}
    for sheet in sheets.SHEETS[1:]:
        wan = sheet is sheets.CONTROL and edition.control_in_wan
        rows = list(_rows(sheet, _objects(edition, sheet), wan=wan))
        found[sheet.name] = [_headings(sheet, wan=wan), *rows] if headings else rows
    return found


def _cell(sheet: Any, value: str) -> Any:
    """Text, whatever it looks like; control characters that no .xlsx can hold are dropped."""
    cell: Any = WriteOnlyCell(sheet)
    if value:
        # past the setter, which would guess a type and cut the text after 32,767 characters
        cell._value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", value), "s"
    return cell


def _headings(sheet: Sheet, *, wan: bool) -> list[str]:
    unit = "万元" if wan else "元"
    return [f"{c.header}({unit})" if c.key == "amount" else c.header for c in sheet.columns]


def _department(edition: Edition) -> list[list[str]]:
    """公开格式 stands there where there is a choice, as on the desk."""
    known = {"code": edition.department.code, "form": LAYOUTS[edition.form].title}
    return [
        ["项", "值"],
        *(
            [column.header, _text(known.get(column.key, getattr(edition, column.key, "")))]
            for column in sheets.DEPARTMENT.columns
            if column.key != "form" or len(LAYOUTS) > 1
        ),
    ]


def _objects(edition: Edition, sheet: Sheet) -> QuerySet[Any]:
    if sheet.name in SOURCES:
        found: QuerySet[Any] = getattr(edition, SOURCES[sheet.name]).all()
        return found
    if sheet is sheets.PERFORMANCE:
        return PerformanceForm.objects.filter(project__edition=edition).order_by(
            "project__position", "project_id"
        )
    return PerformanceIndicator.objects.filter(form__project__edition=edition).order_by(
        "form__project__position", "form__project_id", "position", "id"
    )


def _rows(sheet: Sheet, objects: QuerySet[Any], *, wan: bool) -> Rows:
    """Plain values, not objects: a line is read in a third of the time."""
    named = NAMED | INDICATED if sheet is sheets.INDICATORS else NAMED
    keys = [named.get(column.key, column.key) for column in sheet.columns]
    money = [column.money and wan for column in sheet.columns]
    for row in objects.values_list(*keys):
        yield [
            _in_wan(value) if is_wan else _text(value)
            for value, is_wan in zip(row, money, strict=True)
        ]


def _in_wan(yuan: Decimal) -> str:
    return f"{(yuan / WAN).normalize():f}"


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
