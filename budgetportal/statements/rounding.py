"""The rounding note (四舍五入): only where rounded parts do not add up to their rounded total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.ledger.money import ZERO, total

from .axes import Head, Key
from .build import Grid


@dataclass(frozen=True)
class Gap:
    """Where the printed parts differ from the printed total, in the unit of the table."""

    row: str
    column: str
    amount: Decimal
    unit: str


def gaps(grid: Grid) -> Iterator[Gap]:
    """Every place of a grid where rounded parts and rounded total differ.

    Parts that do not add up exactly (money on a code that has children, a line without 经费类别)
    are a finding of the rules; to call that rounding would be untrue.
    """
    money = [i for i, leaf in enumerate(grid.leaves) if leaf.money]
    for head in grid.heads:
        for index in money:
            whole = _yuan(grid, head.key, index)
            for parts in (_down(grid, head, index), _across(grid, head, index)):
                gap = grid.scale.round(whole) - total(map(grid.scale.round, parts))
                if gap and parts and total(parts) == whole:
                    row = next((t for t in reversed(head.texts) if t), "合计")
                    column = grid.leaves[index].column.label
                    yield Gap(row, column, abs(gap), grid.scale.unit)


def note_of(*grids: Grid) -> str | None:
    """The sentence under the table, or None where all printed parts add up."""
    found = [gap for grid in grids for gap in gaps(grid)]
    if not found:
        return None
    widest = max(found, key=lambda gap: gap.amount)
    place = (
        f"“{widest.row}”行“{widest.column}”列的分项之和与所列数相差{widest.amount:f}{widest.unit}"
    )
    if len(found) == 1:
        return f"注：因四舍五入，{place}。"
    return f"注：因四舍五入，本表有{len(found)}处分项之和与所列数不一致，其中相差最大的是{place}。"


def _yuan(grid: Grid, key: Key, index: int) -> Decimal:
    return grid.sums.get((key, index), ZERO)


def _down(grid: Grid, head: Head, index: int) -> list[Decimal]:
    """Exact 元 of the rows that add up to this one."""
    return [_yuan(grid, key, index) for key in head.parts]


def _across(grid: Grid, head: Head, index: int) -> list[Decimal]:
    """Exact 元 of the columns that add up to this one."""
    money = grid.leaves[index].money
    wanted = money.adds if money else ()
    places = [i for i, leaf in enumerate(grid.leaves) if leaf.column.label in wanted]
    return [_yuan(grid, head.key, i) for i in places]
