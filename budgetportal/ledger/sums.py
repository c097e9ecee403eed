"""One pass over the records for all tables: cost grows with lines, not with lines × tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter, itemgetter

from .entries import DIMENSIONS, RECORDED, Entry, Record
from .money import ZERO
from .select import values_of
from .terms import UnitKind

Fields = frozenset[str]

#: A table looks at what money is for or at what it buys, hardly ever at both: two narrow passes
#: find few combinations, one wide pass finds nearly as many as there are lines.
PURPOSE = DIMENSIONS - {"economic", "government_economic", "level"}
PURCHASE = DIMENSIONS - {"unit", "unit_kind", "function", "project", "subject", "level"}
PASSES = (PURPOSE, PURCHASE)
YUAN = attrgetter("yuan")


class Sums:
    """Exact 元 by any set of dimensions; each set is added up once, from the fewest known sums."""

    def __init__(
        self, lists: Mapping[str, Sequence[Record]], kinds: Mapping[str, UnitKind]
    ) -> None:
        self._lists = lists
        self._kinds = kinds
        self._by: dict[Fields, Mapping[Entry, Decimal]] = {}

    def by(self, fields: Fields) -> Mapping[Entry, Decimal]:
        """Exact 元 by every combination of these dimensions that occurs, in order of entry."""
        if fields not in self._by:
            wide = next((each for each in PASSES if fields < each), None)
            self._by[fields] = self._narrow(wide, fields) if wide else self._pass(fields)
        return self._by[fields]

    def _narrow(self, wide: Fields, fields: Fields) -> Mapping[Entry, Decimal]:
        self.by(wide)
        sums = min((sums for known, sums in self._by.items() if fields < known), key=len)
        names = tuple(fields)
        made = _maker(names, fields)
        return {made(values): yuan for values, yuan in _added(names, sums, sums.values())}

    def _pass(self, fields: Fields) -> Mapping[Entry, Decimal]:
        sums: dict[Entry, Decimal] = {}
        for origin, records in self._lists.items():
            first = ("unit",) if "unit_kind" in fields else ()
            names = (*first, *(RECORDED[origin] & fields - {*first}))
            made = _maker((*names, "origin", "unit_kind"), fields)
            for values, yuan in _added(names, records, map(YUAN, records)):
                kind = self._kinds.get(str(values[0])) if first else None
                entry = made((*values, origin, kind))
                sums[entry] = sums.get(entry, ZERO) + yuan
        return sums


def _added(
    names: tuple[str, ...], rows: Iterable[object], amounts: Iterable[Decimal]
) -> Iterable[tuple[tuple[object, ...], Decimal]]:
    """Sums by the values of these attributes; the loop that every line passes."""
    sums: dict[tuple[object, ...], Decimal] = {}
    for values, yuan in zip(map(values_of(names), rows), amounts, strict=True):
        sums[values] = sums.get(values, ZERO) + yuan
    return sums.items()


def _maker(names: tuple[str, ...], fields: Fields) -> Callable[[tuple[object, ...]], Entry]:
    """Entries from the values of ``names``; what is none of ``fields`` is blank."""
    order = (*(name if name in fields else "" for name in names), *Entry._fields)
    pick, blank = itemgetter(*map(order.index, Entry._fields)), Entry()
    return lambda values: Entry._make(pick(values + blank))


def entries(
    lists: Mapping[str, Sequence[Record]], kinds: Mapping[str, UnitKind]
) -> Iterable[tuple[Entry, Record]]:
    """Every record with all its dimensions, in order of entry."""
    for origin, records in lists.items():
        for record in records:
            values = {name: getattr(record, name) for name in RECORDED[origin]}
            kind = kinds.get(record.unit)
            yield Entry(origin=origin, unit_kind=kind, **values), record
