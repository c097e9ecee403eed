"""勾稽关系 between the published tables, from their printed figures alone.

One ledger makes them true; a published file is held to them again, whatever its lines say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from budgetportal.statements.sheet import Cell, Sheet

from .document import Document

#: tables whose rows are a tree of codes: 类, 款, 项
TREES = (2, 3, 5, 8)
TOTAL = "合计"
Sums = Mapping[str, tuple[Decimal, ...]]


def broken(document: Document) -> Iterator[str]:
    """A sentence for every identity that does not hold."""
    if document.form != "shanxi_2023":
        return
    sheets = {sheet.number: sheet for sheet in document.sheets}
    sums = {number: _sums(sheet) for number, sheet in sheets.items()}
    for number in TREES:
        yield from _tree(sheets[number], sums[number])
    yield from _between(document, sums)
    for number in (1, 4):
        last = sheets[number].rows[-1].cells
        if _yuan(last[1]) != _yuan(last[3]):
            yield f"{sheets[number].label}：收入总计与支出总计不相等。"


def _tree(sheet: Sheet, sums: Sums) -> Iterator[str]:
    """A parent is the sum of its children; the grand total of the first level."""
    codes = [code for code in sums if code.isdigit()]
    for code in ["", *codes]:
        width = len(code) + 2 if code else 3
        below = [sums[each] for each in codes if each.startswith(code) and len(each) == width]
        name = code or TOTAL
        if below and name in sums and sums[name] != _added(below):
            yield f"{sheet.label} {name}：不等于其下级科目之和。"


def _between(document: Document, sums: Mapping[int, Sums]) -> Iterator[str]:
    """Tables 12 + 13 = 项目支出 of 3; 6 = 基本支出 of 5."""
    name = document.book.department_name
    projects = _figure(sums[12], name, 0) + _figure(sums[13], name, 0)
    if projects != _figure(sums[3], TOTAL, 2):
        yield "预算公开表12与预算公开表13之和不等于预算公开表3的项目支出。"
    if _figure(sums[6], TOTAL, 0) != _figure(sums[5], TOTAL, 1):
        yield "预算公开表6的合计不等于预算公开表5的基本支出。"


def _sums(sheet: Sheet) -> Sums:
    """Exact 元 of the money columns by the text of a row's first cell."""
    money = [index for index, column in enumerate(sheet.columns) if column.money]
    return {row.cells[0].text: tuple(_yuan(row.cells[i]) for i in money) for row in sheet.rows}


def _figure(sums: Sums, key: str, column: int) -> Decimal:
    return sums[key][column] if key in sums else Decimal(0)


def _added(rows: list[tuple[Decimal, ...]]) -> tuple[Decimal, ...]:
    return tuple(sum(column, Decimal(0)) for column in zip(*rows, strict=True))


def _yuan(cell: Cell) -> Decimal:
    return cell.yuan or Decimal(0)
