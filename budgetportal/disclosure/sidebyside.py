"""One column of a table in two disclosures, row by row, with difference and change.

Rows keep the order and the indentation of their tables; a row that only one side has stands where
that side has it. Differences are of exact 元, printed in the unit of the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.ledger.money import IN_WAN, SCALES, ZERO, Scale, percent
from budgetportal.statements.sheet import Cell, Column, Role, Row, Sheet

#: the first total of a table, whatever it is called (tables 12 and 13 name the department)
TOTAL = ("合计",)
Key = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Choice:
    """A money column: its place, and its heading without the year."""

    index: int
    label: str


@dataclass(frozen=True, slots=True)
class Named:
    """A row as one side has it: its texts before the figure, and the figure."""

    role: Role
    texts: tuple[str, ...]
    indent: int
    yuan: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the comparison as printed; a side that lacks the row is blank."""

    role: Role
    indent: int
    code: str
    name: str
    one: str
    other: str
    difference: str
    change: str


def choices(sheet: Sheet) -> tuple[Choice, ...]:
    """The columns of a sheet that can be compared."""
    return tuple(Choice(i, _bare(each)) for i, each in enumerate(sheet.columns) if each.money)


def side_by_side(one: Sheet, other: Sheet, label: str) -> tuple[Pair, ...]:
    """The rows of both sheets in the column of this label; rows without a figure are left out."""
    first, second = _keyed(one, label), _keyed(other, label)
    scale = SCALES.get(one.unit, IN_WAN)
    pairs = (_pair(first.get(key), second.get(key), scale) for key in _merged(first, second))
    return tuple(pair for pair in pairs if pair.one or pair.other)


def _bare(column: Column) -> str:
    """``2023年财政拨款/小计`` → ``财政拨款 小计``; nothing but the year is 金额."""
    parts = (_without_year(part) for part in column.path)
    return " ".join(part for part in parts if part not in ("", "预算数")) or "金额"


def _without_year(label: str) -> str:
    return label[5:] if label[:4].isdecimal() and label[4:5] == "年" else label


def _keyed(sheet: Sheet, label: str) -> Mapping[Key, Named]:
    """Rows by their texts, and by how often these came before."""
    index = next((each.index for each in choices(sheet) if each.label == label), None)
    found: dict[Key, Named] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for place, row in enumerate(sheet.rows):
        named = None if index is None else _named(sheet, row, index)
        if named is None:
            continue
        texts = TOTAL if not place and row.role is Role.TOTAL else named.texts
        found[texts, seen[texts]] = named
        seen[texts] += 1
    return found


def _named(sheet: Sheet, row: Row, index: int) -> Named | None:
    """A row on the side of this column; None where that side is blank."""
    cells = _texts(sheet, row, index)
    texts = tuple(cell.text for cell in cells if cell.text)
    if not texts:
        return None
    figure = row.cells[index]
    indent = max(cell.indent for cell in cells)
    return Named(row.role, texts, indent, figure.yuan or ZERO, figure.text)


def _texts(sheet: Sheet, row: Row, index: int) -> Sequence[Cell]:
    """The text cells nearest before this column."""
    start = index
    while start and sheet.columns[start - 1].money:
        start -= 1
    end = start
    while start and not sheet.columns[start - 1].money:
        start -= 1
    return row.cells[start:end]


def _merged(one: Mapping[Key, Named], other: Mapping[Key, Named]) -> Sequence[Key]:
    """The order of the first; what it lacks follows its predecessor and all that lies under it."""
    order, rows = list(one), {**other, **one}
    place = 0
    for key in other:
        if key in one:
            place = order.index(key) + 1
            continue
        while place < len(order) and rows[order[place]].indent > rows[key].indent:
            place += 1
        order.insert(place, key)
        place += 1
    return order


def _pair(one: Named | None, other: Named | None, scale: Scale) -> Pair:
    known = one or other
    assert known is not None  # every key is of one side
    now, then = (side.yuan if side else ZERO for side in (one, other))
    *code, name = known.texts
    return Pair(
        known.role,
        known.indent,
        " ".join(code),
        name,
        one.text if one else "",
        other.text if other else "",
        scale.text(now - then),
        _change(now, then),
    )


def _change(now: Decimal, then: Decimal) -> str:
    """Never a percentage against zero or less: in words."""
    if now == then:
        return "持平" if then else ""
    if then <= 0:
        return "增加" if now > then else "减少"
    rate = percent(now - then, then)
    assert rate is not None
    return f"{rate:+}%" if rate else "0.00%"
