"""The workbook to fill in: lists to choose from, code sheets, headings explained and locked."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from budgetportal.disclosure.catalogue import catalogue_of
from budgetportal.ledger.codes import Catalogue, Kind
from budgetportal.models import Edition

from .cells import choices
from .sheets import DEPARTMENT, PROJECTS, REFERENCE, SHEETS, UNITS, Column, Sheet
from .writer import write

#: rows below the heading that lists and unlocked cells reach
ROWS = 2000
KINDS = {
    "function": Kind.FUNCTION,
    "economic": Kind.ECONOMIC,
    "government_economic": Kind.GOVERNMENT_ECONOMIC,
    "subject": Kind.RECEIPT,
}
SHADE = PatternFill("solid", fgColor="E8EDF2")
AUTHOR = "部门预算公开"


def for_entry(edition: Edition, *, blank: bool = False) -> bytes:
    """The edition's workbook, or only its headings; importing it changes nothing of itself."""
    book = load_workbook(io.BytesIO(write(edition)))
    counts = _code_sheets(book, catalogue_of(edition.year))
    for sheet in SHEETS:
        page = book[sheet.name]
        if blank and sheet is not DEPARTMENT:
            page.delete_rows(2, page.max_row)
        if sheet is not DEPARTMENT:
            _lists(page, sheet, counts)
            _notes(page, sheet)
        _lock(page)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _code_sheets(book: Any, catalogue: Catalogue) -> dict[str, str]:
    """A sheet of codes and names for each list; key → the range of its codes."""
    found: dict[str, str] = {}
    for key, kind in KINDS.items():
        page = book.create_sheet(f"{REFERENCE}{kind.value}")
        page.append(["编码", "名称"])
        subjects = [s for s in catalogue.subjects if s.kind is kind and s.leaf]
        for subject in subjects:
            page.append([subject.code, subject.name])
        page.column_dimensions["B"].width = 50
        page.protection.sheet = True
        found[key] = f"'{page.title}'!$A$2:$A${len(subjects) + 1}"
    return found


def _lists(page: Any, sheet: Sheet, ranges: dict[str, str]) -> None:
    for number, column in enumerate(sheet.columns, 1):
        formula = _formula(sheet, column, ranges)
        if formula:
            validation = DataValidation(type="list", formula1=formula, allow_blank=True)
            # a hint, not a wall: import says more clearly what is wrong
            validation.showErrorMessage = False
            letter = get_column_letter(number)
            validation.add(f"{letter}2:{letter}{ROWS}")
            page.add_data_validation(validation)


def _formula(sheet: Sheet, column: Column, ranges: dict[str, str]) -> str:
    terms = choices(column.read)
    if terms:
        return f'"{",".join(terms)}"'
    if column.key == "unit":
        return f"'{UNITS.name}'!$A$2:$A${ROWS}"
    if column.key == "project" and sheet is not PROJECTS:
        return f"'{PROJECTS.name}'!$A$2:$A${ROWS}"
    return ranges.get(column.key, "")


def _notes(page: Any, sheet: Sheet) -> None:
    for cell, column in zip(page[1], sheet.columns, strict=True):
        lines = ["必填" if column.required else "可以不填"]
        lines += ["金额以表头所写单位为准"] if column.money else []
        terms = choices(column.read)
        lines += [f"可填：{'、'.join(terms)}"] if terms else []
        cell.comment = Comment("；".join(lines), AUTHOR)
        cell.font, cell.fill = Font(bold=True), SHADE
    page.freeze_panes = "A2"


def _lock(page: Any) -> None:
    """Headings stay; everything below may be typed, inserted, deleted and sorted."""
    unlocked = Protection(locked=False)
    for number in range(1, page.max_column + 1):
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.protection = 18, unlocked
    for row in page.iter_rows(min_row=2, max_row=max(page.max_row, 2)):
        for cell in row:
            cell.protection = unlocked
    page.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort"):
        setattr(page.protection, allowed, False)
