"""The rounding note (四舍五入): only where rounded parts do not add up to their rounded total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.ledger.money import ZERO, total

from .build import Grid, Place
from .columns import Money


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
    printed = grid.printed
    money = [(i, _places(grid, leaf.money)) for i, leaf in enumerate(grid.leaves) if leaf.money]
    for head in grid.heads:
        for index, places in money:
            down = [(key, index) for key in head.parts if (key, index) in printed]
            across = [(head.key, place) for place in places if (head.key, place) in printed]
            for parts in (down, across):
                if gap := _gap(grid, (head.key, index), parts):
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


def _gap(grid: Grid, whole: Place, parts: list[Place]) -> Decimal:
    """One part, or none, is the whole or no part of it."""
    if len(parts) < 2:
        return ZERO
    gap = grid.printed.get(whole, ZERO) - total(map(grid.printed.__getitem__, parts))
    if gap and total(map(grid.sums.__getitem__, parts)) != grid.sums.get(whole, ZERO):
        return ZERO
    return gap


def _places(grid: Grid, money: Money) -> list[int]:
    """The columns that add up to this one."""
    return [i for i, leaf in enumerate(grid.leaves) if leaf.column.label in money.adds]
