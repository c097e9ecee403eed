"""Which rows an import adds, changes and removes, cell by cell, for a look before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .changes import Tables
from .sheets import DEPARTMENT, SHEETS, Sheet

ADDED, CHANGED, REMOVED = "新增", "修改", "删去"
#: rows shown of one sheet, and pairs of rows compared at most
SHOWN = 200
COMPARED = 250_000

Texts = tuple[str, ...]


@dataclass(frozen=True)
class CellDifference:
    """What a cell says, and where it changes what it said."""

    text: str
    before: str | None = None


@dataclass(frozen=True)
class RowDifference:
    """One row that comes, changes or goes."""

    kind: str
    cells: tuple[CellDifference, ...]


@dataclass(frozen=True)
class SheetDifference:
    """The rows of one sheet that differ; ``more`` are not shown."""

    sheet: str
    headers: Texts
    rows: tuple[RowDifference, ...]
    more: int = 0


def row_differences(before: Tables | None, after: Tables) -> tuple[SheetDifference, ...]:
    """Every sheet in which a row differs; without ``before`` every row is new."""
    found = (_sheet(sheet, (before or {}).get(sheet.name, []), after) for sheet in SHEETS)
    return tuple(each for each in found if each.rows)


def _sheet(sheet: Sheet, before: list[list[str]], after: Tables) -> SheetDifference:
    old, new = ([tuple(row) for row in rows] for rows in (before, after[sheet.name]))
    gone, came = (list((a - b).elements()) for a, b in _both(Counter(old), Counter(new)))
    rows = list(_rows(gone, came))
    headers = ("项", "值") if sheet is DEPARTMENT else tuple(c.header for c in sheet.columns)
    return SheetDifference(sheet.name, headers, tuple(rows[:SHOWN]), max(0, len(rows) - SHOWN))


def _both(
    old: Counter[Texts], new: Counter[Texts]
) -> tuple[tuple[Counter[Texts], Counter[Texts]], ...]:
    return (old, new), (new, old)


def _rows(gone: list[Texts], came: list[Texts]) -> Iterator[RowDifference]:
    """A row that came is a change of one that went where they agree in more than half."""
    left = list(gone)
    compare = len(gone) * len(came) <= COMPARED
    for row in came:
        was = max(left, key=lambda old: _alike(old, row), default=None) if compare else None
        if was is not None and _alike(was, row) * 2 >= len(row):
            left.remove(was)
            pairs = zip(row, was, strict=True)
            cells = tuple(CellDifference(a, b if a != b else None) for a, b in pairs)
            yield RowDifference(CHANGED, cells)
        else:
            yield RowDifference(ADDED, tuple(map(CellDifference, row)))
    for row in left:
        yield RowDifference(REMOVED, tuple(map(CellDifference, row)))


def _alike(one: Texts, other: Texts) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))
