"""The engine: one sum for every cell that scope, row and column select."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgetportal.ledger.book import Book
from budgetportal.ledger.money import ZERO, Scale
from budgetportal.ledger.select import Selector

from .axes import Axis, Head, Key
from .columns import Leaf
from .sheet import Cell, Row

Sums = Mapping[tuple[Key, int], Decimal]


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
        texts = iter(head.texts)
        return tuple(
            self._money(head, index, leaf)
            if leaf.money
            else Cell(next(texts, ""), indent=head.level if index == self._indented else 0)
            for index, leaf in enumerate(self.leaves)
        )

    def _money(self, head: Head, index: int, leaf: Leaf) -> Cell:
        yuan = self.sums.get((head.key, index), ZERO)
        if not yuan or leaf.money is None:
            return Cell()
        select = self.scope & head.select & leaf.money.select
        return Cell(self.scale.text(yuan), yuan, 0, select)


def fill(book: Book, scope: Selector, columns: tuple[Leaf, ...], axis: Axis, scale: Scale) -> Grid:
    """Sum the book's entries in scope into rows and columns."""
    money = [(i, leaf.money.select) for i, leaf in enumerate(columns) if leaf.money]
    fields = scope.fields.union(axis.fields, *(select.fields for _, select in money))
    sums: dict[tuple[Key, int], Decimal] = {}
    empty = True
    for entry, yuan in book.by(fields).items():
        if not scope(entry):
            continue
        empty = False
        hit = [index for index, select in money if select(entry)]
        for key in axis.keys(entry):
            for index in hit:
                sums[key, index] = sums.get((key, index), ZERO) + yuan
    seen = {key for (key, _), yuan in sums.items() if yuan}
    return Grid(scope, columns, axis.heads(book, seen), sums, empty, axis.fixed, scale)
