"""The one django-tables2 class for every Sheet (报表)."""

from __future__ import annotations

from typing import NamedTuple

import django_tables2 as tables

from budgetportal.statements.sheet import Cell, Heading, Row, Sheet

from .headings import words
from .widths import layout


class PrintedCell(NamedTuple):
    """A body cell: its text, its CSS classes, whether it heads its row, where it is explained."""

    text: str
    classes: str
    heads: bool
    origin: str = ""


class HeadingCell(NamedTuple):
    """A cell of the heading, its scope, and whether it stands at the left edge."""

    heading: Heading
    scope: str
    at_edge: bool

    @property
    def words(self) -> tuple[str, ...]:
        """Between which the text may be broken."""
        return words(self.heading.text)


class PrintedRow(NamedTuple):
    """A body row."""

    classes: str
    cells: tuple[PrintedCell, ...]


class SheetTable(tables.Table):
    """A Sheet as an HTML table with grouped headings; the rows are fed as they are printed."""

    class Meta:
        template_name = "disclosure/_sheet.html"
        orderable = False

    def __init__(self, sheet: Sheet, department: str, *, linked: bool = False) -> None:
        self.sheet = sheet
        self.linked = linked
        self.department = department
        self.names = name_columns(sheet)
        self.layout = layout(sheet)
        leaves = [
            (f"leaf{i}", tables.Column(column.label)) for i, column in enumerate(sheet.columns)
        ]
        rows = [self._row(number, row) for number, row in enumerate(sheet.rows, 1)]
        super().__init__(data=rows, extra_columns=leaves)

    @property
    def heading(self) -> tuple[tuple[HeadingCell, ...], ...]:
        """The heading rows."""
        depth = len(self.sheet.columns[0].path)
        return tuple(
            tuple(
                HeadingCell(cell, "colgroup" if cell.colspan > 1 else "col", not i and row < depth)
                for i, cell in enumerate(cells)
            )
            for row, cells in enumerate(self.sheet.heading)
        )

    @property
    def numbers(self) -> range:
        """The row of column numbers under the headings, where the form prints one."""
        return range(1, len(self.sheet.columns) + 1) if self.sheet.numbered else range(0)

    def _row(self, number: int, row: Row) -> PrintedRow:
        heads = {_heading_cell(row, run) for run in self.names}
        cells = tuple(self._cell(number, row, i, i in heads) for i in range(len(row.cells)))
        return PrintedRow(row.role.value, cells)

    def _cell(self, number: int, row: Row, index: int, heads: bool) -> PrintedCell:
        cell = row.cells[index]
        if self.sheet.columns[index].money:
            linked = self.linked and cell.text
            origin = f"figure/{self.sheet.number}/{number}/{index + 1}/" if linked else ""
            return PrintedCell(cell.text, "", False, origin)
        return PrintedCell(cell.text, self._classes(cell, index), heads)

    def _classes(self, cell: Cell, index: int) -> str:
        first = self.names[0][-1] if self.names else 0
        words = ("text", f"in{cell.indent}" if cell.indent else "", "key" if index == first else "")
        return " ".join(word for word in words if word)


def name_columns(sheet: Sheet) -> tuple[tuple[int, ...], ...]:
    """The text columns of each side of a sheet, the column of names last in its run."""
    runs: list[list[int]] = []
    for index, column in enumerate(sheet.columns):
        if column.money:
            continue
        if index and not sheet.columns[index - 1].money:
            runs[-1].append(index)
        else:
            runs.append([index])
    return tuple(tuple(_name_last(sheet, run)) for run in runs)


def _name_last(sheet: Sheet, run: list[int]) -> list[int]:
    name = next((i for i in run if "名称" in sheet.columns[i].label), run[0])
    return [*(i for i in run if i != name), name]


def _heading_cell(row: Row, run: tuple[int, ...]) -> int | None:
    """The name, or where it is blank (合计) whatever text stands beside it."""
    return next((i for i in reversed(run) if row.cells[i].text), None)
