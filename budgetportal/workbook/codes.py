"""A year's code list from CSV or Excel: what is new is added, what exists keeps its name."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from budgetportal.ledger.codes import Kind
from budgetportal.ledger.terms import CostClass, Fund
from budgetportal.models import CodeSubject

from . import cells
from .errors import BadCellError, CellError
from .opening import UnreadableSheetError, open_workbook, rows, unreadable

SHEET = "科目表"
#: header → (field, reader, required)
COLUMNS: dict[str, tuple[str, cells.Reader, bool]] = {
    "科目类别": ("kind", cells.term(Kind), True),
    "科目编码": ("code", cells.code, True),
    "科目名称": ("name", cells.limited(100), True),
    "专用资金": ("fund", cells.term((Fund.GOVERNMENT, Fund.CAPITAL)), False),
    "默认经费类别": ("cost_class", cells.term(CostClass), False),
}


@dataclass(frozen=True)
class Loaded:
    """How many were added, and what was wrong; with errors nothing is stored."""

    added: int = 0
    errors: tuple[CellError, ...] = ()


def load_codes(data: bytes, year: int, provenance: str = "") -> Loaded:
    """Read ``.xlsx`` or CSV (UTF-8 or GB18030) with the headers of COLUMNS."""
    errors: list[CellError] = []
    try:
        lines = _lines(data)
    except (UnreadableSheetError, csv.Error):
        return Loaded(
            errors=(CellError(SHEET, "", "文件无法读取，请另存为 .xlsx 或 CSV 后再导入"),)
        )
    headers = [cells.folded(value) for value in lines[0]] if lines else []
    for name, (_, _, required) in COLUMNS.items():
        if required and name not in headers:
            errors.append(CellError(SHEET, "A1", f"缺少列“{name}”，请在表头中补上"))
    if errors:
        return Loaded(errors=tuple(errors))
    found = [_row(headers, n, line, errors) for n, line in enumerate(lines[1:], 2) if any(line)]
    if errors:
        return Loaded(errors=tuple(errors))
    return Loaded(_store(found, year, provenance))


def _lines(data: bytes) -> list[list[Any]]:
    workbook = None if unreadable(data) else open_workbook(data)
    if workbook is not None:
        return [[value for value, _ in values] for _, values in rows(workbook.worksheets[0])]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    return [list(line) for line in csv.reader(io.StringIO(text))]


def _row(
    headers: list[str], number: int, line: list[Any], errors: list[CellError]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for place, (header, value) in enumerate(zip(headers, line, strict=False)):
        if header not in COLUMNS:
            continue
        field, reader, required = COLUMNS[header]
        cell = f"{chr(ord('A') + place)}{number}"
        try:
            values[field] = reader(value)
        except BadCellError as error:
            errors.append(CellError(SHEET, cell, f"{header}{error}"))
            continue
        if required and not values[field]:
            errors.append(CellError(SHEET, cell, f"{header}没有填写"))
    return values


@transaction.atomic
def _store(found: list[dict[str, Any]], year: int, provenance: str) -> int:
    known = set(CodeSubject.objects.filter(year=year).values_list("kind", "code"))
    fresh = {(v["kind"], v["code"]): v for v in found if (v["kind"], v["code"]) not in known}
    CodeSubject.objects.bulk_create(
        CodeSubject(year=year, provenance=provenance, **values) for values in fresh.values()
    )
    return len(fresh)
