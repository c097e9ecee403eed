"""Columns of a declared table; ``{year}`` in a label is the edition's year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from budgetportal.ledger.select import Selector, every

from .sheet import Column


@dataclass(frozen=True)
class Text:
    """A column that the row axis fills with text."""

    label: str
    width: int = 4


@dataclass(frozen=True)
class Money:
    """A column of sums; ``adds`` names the sibling columns that make it up."""

    label: str
    select: Selector = every
    adds: tuple[str, ...] = ()
    width: int = 3


@dataclass(frozen=True)
class Group:
    """A heading over several columns."""

    label: str
    columns: tuple[Text | Money | Group, ...]


@dataclass(frozen=True)
class Leaf:
    """A leaf column with its place in the heading."""

    column: Column
    money: Money | None


def leaves(
    columns: tuple[Text | Money | Group, ...], year: int, path: tuple[str, ...] = ()
) -> tuple[Leaf, ...]:
    """The leaf columns, from left to right."""
    return tuple(_walk(columns, year, path))


def _walk(
    columns: tuple[Text | Money | Group, ...], year: int, path: tuple[str, ...]
) -> Iterator[Leaf]:
    for column in columns:
        here = (*path, column.label.format(year=year))
        if isinstance(column, Group):
            yield from _walk(column.columns, year, here)
        else:
            money = column if isinstance(column, Money) else None
            yield Leaf(Column(here, money is not None, column.width), money)
