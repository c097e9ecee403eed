"""The engine: one sum for every cell that scope, row and column select."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgetportal.ledger.book import Book
from budgetportal.ledger.entries import Entry
from budgetportal.ledger.money import ZERO, Scale
from budgetportal.ledger.select import Selector, once

from .axes import Axis, Head, Key
from .columns import Leaf, Money
from .sheet import Cell, Row

#: a row and a column
Place = tuple[Key, int]
Sums = Mapping[Place, Decimal]
BLANK = Cell()


@dataclass(frozen=True)
class Grid:
    """One declared table filled from a book; ``sums`` is exact 元 by row key and money column."""

    scope: Selector
    leaves: tuple[Leaf, ...]
    heads: tuple[Head, ...]
    sums: Sums
    empty: bool
    fixed: bool
    scale: Scale

    @cached_property
    def printed(self) -> Sums:
        """What is not exactly zero, rounded in the unit of the table."""
        return {place: self.scale.round(yuan) for place, yuan in self.sums.items() if yuan}

    @property
    def body(self) -> tuple[Head, ...]:
        return tuple(head for head in self.heads if not head.foot)

    @property
    def feet(self) -> tuple[Head, ...]:
        return tuple(head for head in self.heads if head.foot)

    def rows(self, *, force: bool = False) -> tuple[Row, ...]:
        """The printed rows: none of an empty table, unless its rows are fixed."""
        if self.empty and not (self.fixed or force):
            return ()
        return tuple(Row(head.role, head.level, self._cells(head)) for head in self.heads)

    @cached_property
    def _indented(self) -> int:
        """The text column that shows the level: the name, which is the last text but in pairs."""
        texts = [i for i, leaf in enumerate(self.leaves) if leaf.money is None]
        names = [i for i in texts if "名称" in self.leaves[i].column.label]
        return (names or texts)[0]

    def _cells(self, head: Head) -> tuple[Cell, ...]:
        texts, select = iter(head.texts), self.scope & head.select
        return tuple(
            self._money((head.key, index), select, leaf.money)
            if leaf.money
            else Cell(next(texts, ""), indent=head.level if index == self._indented else 0)
            for index, leaf in enumerate(self.leaves)
        )

    def _money(self, place: Place, select: Selector, money: Money) -> Cell:
        printed = self.printed.get(place)
        if printed is None:
            return BLANK
        return Cell(f"{printed:,f}", self.sums[place], 0, select & money.select)


def fill(book: Book, scope: Selector, columns: tuple[Leaf, ...], axis: Axis, scale: Scale) -> Grid:
    """Sum the book's entries in scope into rows and columns."""
    money = [(i, leaf.money.select) for i, leaf in enumerate(columns) if leaf.money]
    fields = scope.fields.union(*(select.fields for _, select in money))

    def hit(entry: Entry) -> list[int] | None:
        return [index for index, select in money if select(entry)] if scope(entry) else None

    columns_of, rows_of = once(hit, fields), once(axis.keys, axis.fields)
    sums: dict[Place, Decimal] = {}
    empty = True
    for entry, yuan in book.by(fields | axis.fields).items():
        found = columns_of(entry)
        if found is None:
            continue
        empty = False
        for key in rows_of(entry):
            for index in found:
                sums[key, index] = sums.get((key, index), ZERO) + yuan
    seen = {key for (key, _), yuan in sums.items() if yuan}
    return Grid(scope, columns, axis.heads(book, seen), sums, empty, axis.fixed, scale)
