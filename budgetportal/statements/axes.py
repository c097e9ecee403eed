"""Row axes: which rows a table has, and into which of them an entry falls."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol

from budgetportal.ledger.book import Book
from budgetportal.ledger.codes import Kind, ancestors
from budgetportal.ledger.entries import Entry
from budgetportal.ledger.select import Selector, below, every, nothing, on

from .sheet import Role

Key = Hashable
TOTAL = "合计"


@dataclass(frozen=True)
class Head:
    """One row before its sums; ``parts`` are the keys of the rows that add up to it."""

    key: Key
    texts: tuple[str, ...]
    select: Selector
    role: Role = Role.ITEM
    level: int = 0
    parts: tuple[Key, ...] = ()
    foot: bool = False


class Axis(Protocol):
    """``fixed`` axes print all their rows even when blank."""

    @property
    def fixed(self) -> bool: ...

    @property
    def fields(self) -> frozenset[str]:
        """The dimensions that ``keys`` looks at."""
        ...

    def keys(self, entry: Entry) -> Iterable[Key]:
        """The rows an entry falls into."""
        ...

    def heads(self, book: Book, seen: Collection[Key]) -> tuple[Head, ...]:
        """The rows, in printed order, given the keys that have a figure.

        A heading stands above what it heads even where its own sum is exactly zero.
        """
        ...


@dataclass(frozen=True)
class Fixed:
    """Rows that stand whatever the ledger holds."""

    rows: tuple[Head, ...]
    fixed: bool = True

    @property
    def fields(self) -> frozenset[str]:
        return frozenset().union(*(head.select.fields for head in self.rows))

    def keys(self, entry: Entry) -> Iterable[Key]:
        return [head.key for head in self.rows if head.select(entry)]

    def heads(self, book: Book, seen: Collection[Key]) -> tuple[Head, ...]:
        return self.rows


@dataclass(frozen=True)
class CodeTree:
    """合计, then 类/款/项 of every code that occurs in ``field``, ascending."""

    field: str
    kind: Kind
    total: str = TOTAL
    fixed: bool = False

    @property
    def fields(self) -> frozenset[str]:
        return frozenset({self.field})

    def keys(self, entry: Entry) -> Iterable[Key]:
        return (TOTAL, *ancestors(getattr(entry, self.field)))

    def heads(self, book: Book, seen: Collection[Key]) -> tuple[Head, ...]:
        codes = sorted({up for key in seen if key != TOTAL for up in ancestors(str(key))})
        top = tuple(code for code in codes if len(code) == 3)
        total = Head(TOTAL, (self.total, ""), every, Role.TOTAL, parts=top)
        parts: dict[str, tuple[str, ...]] = {}
        for code in codes:
            parts[code[:-2]] = (*parts.get(code[:-2], ()), code)
        return (total, *(self._head(book, code, parts.get(code, ())) for code in codes))

    def _head(self, book: Book, code: str, parts: tuple[str, ...]) -> Head:
        name = book.catalogue.name(self.kind, code)
        select = below(self.field, code, f"{code} {name}")
        role = Role.SUBTOTAL if parts else Role.ITEM
        return Head(code, (code, name), select, role, (len(code) - 3) // 2, parts)


@dataclass(frozen=True)
class EconomicSubjects:
    """合计, then each economic 类 with its 款, one row a government subject (table 6)."""

    fixed: bool = False
    fields: frozenset[str] = frozenset({"economic", "government_economic"})
    missing = "（未填经济科目）"

    def keys(self, entry: Entry) -> Iterable[Key]:
        code = entry.economic or ""
        pair = (code, entry.government_economic or "")
        return (TOTAL, code[:3], pair)

    def heads(self, book: Book, seen: Collection[Key]) -> tuple[Head, ...]:
        pairs = sorted(key for key in seen if isinstance(key, tuple))
        classes = sorted({economic[:3] for economic, _ in pairs})
        heads = [Head(TOTAL, (TOTAL, ""), every, Role.TOTAL, parts=tuple(classes))]
        for code in classes:
            below_it = tuple(pair for pair in pairs if pair[0][:3] == code)
            heads.append(self._class(book, code, below_it))
            heads += [self._pair(book, *pair) for pair in below_it]
        return tuple(heads)

    def _class(self, book: Book, code: str, parts: tuple[Key, ...]) -> Head:
        name = book.catalogue.name(Kind.ECONOMIC, code) or self.missing
        select = below("economic", code, name) if code else on("economic", None, name=name)
        return Head(code, (name, ""), select, Role.SUBTOTAL, parts=parts)

    def _pair(self, book: Book, economic: str, government: str) -> Head:
        name = book.catalogue.name(Kind.ECONOMIC, economic) or self.missing
        other = book.catalogue.name(Kind.GOVERNMENT_ECONOMIC, government)
        select = on("economic", economic or None, name=name) & on(
            "government_economic", government or None, name=other or "（未填政府经济科目）"
        )
        return Head((economic, government), (name, other), select, level=1)


@dataclass(frozen=True)
class Units:
    """部门合计, then the units that have a figure, in order of entry (table 11)."""

    fixed: bool = False
    fields: frozenset[str] = frozenset({"unit"})

    def keys(self, entry: Entry) -> Iterable[Key]:
        return (TOTAL, entry.unit)

    def heads(self, book: Book, seen: Collection[Key]) -> tuple[Head, ...]:
        units = [unit for unit in book.units if unit.code in seen]
        parts = tuple(unit.code for unit in units)
        total = Head(TOTAL, ("部门合计",), every, Role.TOTAL, parts=parts)
        return (
            total,
            *(Head(u.code, (u.name,), on("unit", u.code, name=u.name), level=1) for u in units),
        )


@dataclass(frozen=True)
class Projects:
    """The department, each unit, its projects, in order of entry (tables 12 and 13)."""

    fixed: bool = False
    fields: frozenset[str] = frozenset({"unit", "project"})

    def keys(self, entry: Entry) -> Iterable[Key]:
        return (TOTAL, (entry.unit, ""), (entry.unit, entry.project))

    def heads(self, book: Book, seen: Collection[Key]) -> tuple[Head, ...]:
        found = {key[0] for key in seen if isinstance(key, tuple)}
        units = [unit for unit in book.units if unit.code in found]
        parts = tuple((unit.code, "") for unit in units)
        heads = [Head(TOTAL, (book.department_name,), every, Role.TOTAL, parts=parts)]
        for unit in units:
            names = [p.name for p in book.projects if (unit.code, p.name) in seen]
            keys = tuple((unit.code, name) for name in names)
            select = on("unit", unit.code, name=unit.name)
            heads.append(Head((unit.code, ""), (unit.name,), select, Role.SUBTOTAL, 1, keys))
            heads += [Head(key, (key[1],), select & on("project", key[1]), level=2) for key in keys]
        return tuple(heads)


def blank(key: Key, *, foot: bool = False) -> Head:
    """A row that holds nothing on this side."""
    return Head(key, ("",), nothing, foot=foot)
