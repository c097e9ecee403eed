"""How a form declares a table: scope, columns and rows; a Table turns a Book into a Sheet."""

from __future__ import annotations

from dataclasses import dataclass

from budgetportal.ledger.book import Book
from budgetportal.ledger.money import Scale
from budgetportal.ledger.select import Selector, every

from .axes import Axis
from .build import Grid, fill
from .columns import Group, Money, Text, leaves
from .rounding import note_of
from .sheet import Cell, Row, Sheet

__all__ = ["Balance", "Group", "Half", "Money", "Style", "Table", "Text"]


@dataclass(frozen=True, slots=True)
class Style:
    """What the tables of a form have in common; ``{year}`` and ``{number}`` are filled in."""

    #: what stands before a table's own title
    title: str
    label: str
    #: 注 of a table in whose scope no line falls
    empty: str
    scale: Scale


@dataclass(frozen=True)
class Table:
    """A table whose cell is the sum of the lines that scope, row and column select."""

    number: int
    title: str
    columns: tuple[Text | Money | Group, ...]
    rows: Axis
    style: Style
    scope: Selector = every
    landscape: bool = False
    numbered: bool = False

    def __call__(self, book: Book) -> Sheet:
        columns = leaves(self.columns, book.year)
        grid = fill(book, self.scope, columns, self.rows, self.style.scale)
        return _sheet(self, book, (grid,), grid.rows())


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
    style: Style
    landscape: bool = False
    numbered: bool = False

    def __call__(self, book: Book) -> Sheet:
        left, right = (self._fill(book, half) for half in (self.left, self.right))
        printed = left.fixed or right.fixed or not (left.empty and right.empty)
        rows = tuple(_side_by_side(left, right)) if printed else ()
        return _sheet(self, book, (left, right), rows)

    def _fill(self, book: Book, half: Half) -> Grid:
        columns = leaves(half.columns, book.year)
        return fill(book, half.scope, columns, half.rows, self.style.scale)


def _sheet(
    table: Table | Balance, book: Book, grids: tuple[Grid, ...], rows: tuple[Row, ...]
) -> Sheet:
    style = table.style
    return Sheet(
        number=table.number,
        title=style.title.format(year=book.year) + table.title,
        columns=tuple(leaf.column for grid in grids for leaf in grid.leaves),
        rows=rows,
        note=style.empty if all(grid.empty for grid in grids) else note_of(*grids),
        landscape=table.landscape,
        numbered=table.numbered,
        unit=style.scale.unit,
        label=style.label.format(number=table.number),
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
