"""How a form declares a table: scope, columns and rows; a Table turns a Book into a Sheet."""

from __future__ import annotations

from dataclasses import dataclass

from budgetportal.ledger.book import Book
from budgetportal.ledger.select import Selector, every

from .axes import Axis
from .build import Grid, fill
from .columns import Group, Money, Text, leaves
from .rounding import note_of
from .sheet import Cell, Row, Sheet

#: 注 of a table in whose scope no line falls.
EMPTY = "注：本表无数据"

__all__ = ["EMPTY", "Balance", "Group", "Half", "Money", "Table", "Text"]


@dataclass(frozen=True)
class Table:
    """A table whose cell is the sum of the lines that scope, row and column select."""

    number: int
    title: str
    columns: tuple[Text | Money | Group, ...]
    rows: Axis
    scope: Selector = every
    landscape: bool = False
    numbered: bool = False

    def __call__(self, book: Book) -> Sheet:
        grid = fill(book, self.scope, leaves(self.columns, book.year), self.rows)
        return Sheet(
            number=self.number,
            title=f"{book.year}年{self.title}",
            columns=tuple(leaf.column for leaf in grid.leaves),
            rows=grid.rows(),
            note=EMPTY if grid.empty else note_of(grid),
            landscape=self.landscape,
            numbered=self.numbered,
        )


@dataclass(frozen=True)
class Half:
    """One side of a Balance."""

    columns: tuple[Text | Money | Group, ...]
    rows: Axis
    scope: Selector


@dataclass(frozen=True)
class Balance:
    """Two tables side by side (收入 ‖ 支出); their feet stand on the same rows."""

    number: int
    title: str
    left: Half
    right: Half
    landscape: bool = False

    def __call__(self, book: Book) -> Sheet:
        left, right = (
            fill(book, half.scope, leaves(half.columns, book.year), half.rows)
            for half in (self.left, self.right)
        )
        empty = left.empty and right.empty
        rows = (
            () if empty and not (left.fixed or right.fixed) else tuple(_side_by_side(left, right))
        )
        return Sheet(
            number=self.number,
            title=f"{book.year}年{self.title}",
            columns=tuple(leaf.column for grid in (left, right) for leaf in grid.leaves),
            rows=rows,
            note=EMPTY if empty else note_of(left, right),
            landscape=self.landscape,
        )


def _side_by_side(left: Grid, right: Grid) -> list[Row]:
    body = max(len(left.body), len(right.body))
    feet = max(len(left.feet), len(right.feet))
    pairs = zip(_padded(left, body, feet), _padded(right, body, feet), strict=True)
    return [_joined(one, other, left, right) for one, other in pairs]


def _padded(grid: Grid, body: int, feet: int) -> list[Row | None]:
    rows: list[Row | None] = list(grid.rows(force=True))
    middle = len(grid.body)
    gap: list[Row | None] = [None] * (body - middle)
    return rows[:middle] + gap + rows[middle:] + [None] * (feet - len(grid.feet))


def _joined(one: Row | None, other: Row | None, left: Grid, right: Grid) -> Row:
    lead = one if one and any(cell.text for cell in one.cells) else other or one
    if lead is None:
        raise ValueError("a balance row has at least one side")
    blank_left = (Cell(),) * len(left.leaves)
    blank_right = (Cell(),) * len(right.leaves)
    cells = (one.cells if one else blank_left) + (other.cells if other else blank_right)
    return Row(lead.role, lead.level, cells)
