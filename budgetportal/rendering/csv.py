"""Document → CSV: one file for each table in its unit, and ``lines.csv`` in exact 元."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform.ledger import line_json
from budgetportal.statements.sheet import Cell, Column, Sheet

#: text that a spreadsheet would take for a formula
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
LINES = "lines.csv"
#: the columns of ``lines.csv``: the keys of data.json's lines
LINE_COLUMNS = (
    "unit",
    "function",
    "fund",
    "vintage",
    "nature",
    "economic",
    "government_economic",
    "cost_class",
    "level",
    "project",
    "yuan",
    "remark",
)


def files(document: Document) -> Mapping[str, bytes]:
    """``01.csv`` … ``13.csv`` and ``lines.csv``; UTF-8 with a byte-order mark, as Excel expects."""
    tables = {f"{sheet.number:02d}.csv": _table(sheet) for sheet in document.sheets}
    return {**tables, LINES: _lines(document)}


def headers(columns: Iterable[Column]) -> list[str]:
    """``group/leaf``; where one occurs again, its number behind it."""
    found: list[str] = []
    for column in columns:
        name = "/".join(column.path)
        count = sum(1 for each in found if each == name or each.startswith(f"{name} ("))
        found.append(f"{name} ({count + 1})" if count else name)
    return found


def _table(sheet: Sheet) -> bytes:
    rows = ([_cell(cell) for cell in row.cells] for row in sheet.rows)
    return encode([headers(sheet.columns), *rows])


def _cell(cell: Cell) -> str:
    """The printed figure without separators, or text."""
    return harmless(cell.text) if cell.yuan is None else cell.text.replace(",", "")


def _lines(document: Document) -> bytes:
    lines = (line_json(line) for line in document.book.lines)
    rows = ([_value(line, name) for name in LINE_COLUMNS] for line in lines)
    return encode([list(LINE_COLUMNS), *rows])


def _value(line: Mapping[str, str | None], name: str) -> str:
    value = line.get(name) or ""
    return value if name == "yuan" else harmless(value)


def harmless(text: str) -> str:
    """Text that a spreadsheet takes for text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def encode(rows: Iterable[list[str]]) -> bytes:
    """UTF-8 with a byte-order mark; every cell must be harmless already."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")
