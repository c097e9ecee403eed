"""One pass over the records for all tables: cost grows with lines, not with lines × tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter

from .entries import DIMENSIONS, RECORDED, Entry, Record
from .money import ZERO
from .terms import UnitKind

Fields = frozenset[str]

#: A table looks at what money is for or at what it buys, hardly ever at both: two narrow passes
#: find few combinations, one wide pass finds nearly as many as there are lines.
PURPOSE = DIMENSIONS - {"economic", "government_economic", "level"}
PURCHASE = DIMENSIONS - {"unit", "unit_kind", "function", "project", "subject", "level"}
PASSES = (PURPOSE, PURCHASE)
YUAN = attrgetter("yuan")


class Sums:
    """Exact 元 by any set of dimensions; each set is added up once, from the nearest pass."""

    def __init__(
        self, lists: Mapping[str, Sequence[Record]], kinds: Mapping[str, UnitKind]
    ) -> None:
        self._lists = lists
        self._kinds = kinds
        self._by: dict[Fields, Mapping[Entry, Decimal]] = {}

    def by(self, fields: Fields) -> Mapping[Entry, Decimal]:
        """Exact 元 by every combination of these dimensions that occurs, in order of entry."""
        if fields not in self._by:
            wider = next((each for each in PASSES if fields < each), None)
            self._by[fields] = _narrow(self.by(wider), fields) if wider else self._pass(fields)
        return self._by[fields]

    def _pass(self, fields: Fields) -> Mapping[Entry, Decimal]:
        sums: dict[Entry, Decimal] = {}
        for origin, records in self._lists.items():
            wanted = fields | {"fund"} | ({"unit"} if "unit_kind" in fields else set())
            names = tuple(RECORDED[origin] & wanted)
            for values, yuan in _added(names, records, map(YUAN, records)):
                entry = self._entry(origin, dict(zip(names, values, strict=True)), fields)
                sums[entry] = sums.get(entry, ZERO) + yuan
        return sums

    def _entry(self, origin: str, values: dict[str, object], fields: Fields) -> Entry:
        kind = self._kinds.get(str(values.get("unit")))
        values |= {"origin": origin, "unit_kind": kind}
        return _only(values, fields)


def _narrow(sums: Mapping[Entry, Decimal], fields: Fields) -> Mapping[Entry, Decimal]:
    names = tuple(fields | {"fund"})
    narrow: dict[Entry, Decimal] = {}
    for values, yuan in _added(names, sums, sums.values()):
        entry = _only(dict(zip(names, values, strict=True)), fields)
        narrow[entry] = narrow.get(entry, ZERO) + yuan
    return narrow


def _added(
    names: tuple[str, ...], rows: Iterable[object], amounts: Iterable[Decimal]
) -> Iterable[tuple[tuple[object, ...], Decimal]]:
    """Sums by the values of these attributes; the loop that every line passes."""
    sums: dict[tuple[object, ...], Decimal] = {}
    for values, yuan in zip(map(_values(names), rows), amounts, strict=True):
        sums[values] = sums.get(values, ZERO) + yuan
    return sums.items()


def _values(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda row: (only(row),)
    return attrgetter(*names)


def _only(values: Mapping[str, object], fields: Fields) -> Entry:
    return Entry(**{name: values.get(name) for name in fields})  # type: ignore[arg-type]


def entries(
    lists: Mapping[str, Sequence[Record]], kinds: Mapping[str, UnitKind]
) -> Iterable[tuple[Entry, Record]]:
    """Every record with all its dimensions, in order of entry."""
    for origin, records in lists.items():
        for record in records:
            values = {name: getattr(record, name) for name in RECORDED[origin]}
            kind = kinds.get(record.unit)
            yield Entry(origin=origin, unit_kind=kind, **values), record
