"""Selectors: tiny values that choose entries, combine with & and |, and say their own name."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

Test = Callable[[Any], bool]
T = TypeVar("T")
NO_FIELDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Selector:
    """A named choice among ledger entries; ``fields`` are the dimensions that it looks at."""

    name: str
    test: Test
    fields: frozenset[str] = NO_FIELDS

    def __call__(self, entry: Any) -> bool:
        return self.test(entry)

    def __and__(self, other: Selector) -> Selector:
        if self is every or other is every:
            return other if self is every else self
        first, second = self.test, other.test
        return Selector(
            f"{self.name}、{other.name}",
            lambda e: first(e) and second(e),
            self.fields | other.fields,
        )

    def __or__(self, other: Selector) -> Selector:
        first, second = self.test, other.test
        return Selector(
            f"{self.name}或{other.name}",
            lambda e: first(e) or second(e),
            self.fields | other.fields,
        )

    def __invert__(self) -> Selector:
        test = self.test
        return Selector(f"非{self.name}", lambda e: not test(e), self.fields)


def on(field: str, *values: object, name: str = "") -> Selector:
    """Entries whose ``field`` is one of ``values``."""
    wanted = frozenset(values)
    text = name or "、".join(str(value) for value in values)
    return Selector(text, lambda e: getattr(e, field) in wanted, frozenset({field}))


def below(field: str, prefix: str, name: str = "") -> Selector:
    """Entries whose code in ``field`` is ``prefix`` or lies under it."""
    return Selector(
        name or prefix,
        lambda e: (getattr(e, field) or "").startswith(prefix),
        frozenset({field}),
    )


def values_of(fields: Collection[str]) -> Callable[[object], tuple[object, ...]]:
    """What an entry or record holds in these dimensions, as a tuple even of one or none."""
    if len(fields) > 1:
        return attrgetter(*fields)
    return lambda entry: tuple(getattr(entry, field) for field in fields)


def once(act: Callable[[Any], T], fields: frozenset[str]) -> Callable[[Any], T]:
    """``act`` asked once for each combination of the dimensions that it looks at."""
    values, known = values_of(fields), dict[object, T]()

    def ask(entry: Any) -> T:
        seen = values(entry)
        if seen not in known:
            known[seen] = act(entry)
        return known[seen]

    return ask


every = Selector("全部", lambda e: True)
nothing = Selector("无", lambda e: False)
