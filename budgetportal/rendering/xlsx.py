"""Document → XLSX: one worksheet for each table, figures as numbers, text always as text."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as Place
from openpyxl.worksheet.worksheet import Worksheet

from budgetportal.disclosure.document import Document
from budgetportal.statements.sheet import Cell, Role, Row, Sheet

from . import xlsx_style as style
from .csv import FORMULA
from .frozen_zip import frozen
from .html import SAMPLE_MARK, moment
from .widths import layout

#: label, title, and the line of department and unit stand above the heading
LABEL, TITLE, LINE, HEADING = 1, 2, 3, 4


def workbook(document: Document) -> bytes:
    """The same bytes for the same document."""
    book = Workbook()
    del book[book.sheetnames[0]]
    book.properties.title = f"{document.book.department_name}{document.title}"
    book.properties.creator = document.book.department_name
    book.properties.created = moment(document)
    known: style.Known = {}
    for sheet in document.sheets:
        _write(book.create_sheet(sheet.label), sheet, document, known)
    buffer = io.BytesIO()
    book.save(buffer)
    return frozen(buffer.getvalue(), moment(document))


def _write(page: Worksheet, sheet: Sheet, document: Document, known: style.Known) -> None:
    first = _heading(page, sheet)
    _above(page, sheet, document.book.department_name)
    for number, row in enumerate(sheet.rows, first):
        _row(page, number, sheet, row, known)
    below = first + len(sheet.rows)
    if sheet.note:
        style.note(_text(_at(page, below, 1), sheet.note))
        _merge(page, below, 1, below, len(sheet.columns))
    widths = [percent * style.CHARS[sheet.landscape] / 100 for percent in layout(sheet).percents]
    style.page(page, sheet.landscape, widths, (HEADING, first - 1), _marks(document))


def _above(page: Worksheet, sheet: Sheet, department: str) -> None:
    last = len(sheet.columns)
    style.plain(_text(_at(page, LABEL, 1), sheet.label))
    style.title(_text(_at(page, TITLE, 1), sheet.title))
    _merge(page, TITLE, 1, TITLE, last)
    style.plain(_text(_at(page, LINE, 1), f"部门名称：{department}"))
    style.unit(_text(_at(page, LINE, last), f"单位：{sheet.unit}"))


def _heading(page: Worksheet, sheet: Sheet) -> int:
    """The merged heading and the column numbers; returns the first row below them."""
    taken: set[tuple[int, int]] = set()
    for number, headings in enumerate(sheet.heading, HEADING):
        column = 1
        for each in headings:
            while (number, column) in taken:
                column += 1
            end = number + each.rowspan - 1, column + each.colspan - 1
            taken |= {(r, c) for r in range(number, end[0] + 1) for c in range(column, end[1] + 1)}
            _text(_at(page, number, column), each.text)
            _merge(page, number, column, *end)
            column = end[1] + 1
    for row, column in sorted(taken):
        style.heading(_at(page, row, column))
    return _numbers(page, sheet, HEADING + len(sheet.heading))


def _numbers(page: Worksheet, sheet: Sheet, row: int) -> int:
    if not sheet.numbered:
        return row
    for column in range(1, len(sheet.columns) + 1):
        _at(page, row, column).value = column
        style.heading(_at(page, row, column))
    return row + 1


def _row(page: Worksheet, number: int, sheet: Sheet, row: Row, known: style.Known) -> None:
    bold = row.role is Role.TOTAL
    for column, cell in enumerate(row.cells, 1):
        place = _value(_at(page, number, column), cell)
        style.body(place, sheet.columns[column - 1].money, bold, cell.indent, known)


def _at(page: Worksheet, row: int, column: int) -> Place:
    return cast(Place, page.cell(row, column))


def _value(place: Place, cell: Cell) -> Place:
    """The figure as printed, as a number; or text."""
    if cell.yuan is None:
        return _text(place, cell.text)
    place.value = Decimal(cell.text.replace(",", ""))
    place.number_format = style.money(cell.text)
    return place


def _text(place: Place, text: str) -> Place:
    """Text that Excel never reads as a formula; control characters it cannot hold are dropped."""
    if text:
        place.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        place.data_type = "s"
        place.quotePrefix = text.startswith(FORMULA)
    return place


def _merge(page: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    if (top, left) != (bottom, right):
        page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _marks(document: Document) -> str:
    marks = ["草稿"] if document.is_draft else []
    return "　".join([*marks, SAMPLE_MARK] if document.is_sample else marks)
