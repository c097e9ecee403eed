"""Selectors: tiny values that choose entries, combine with & and |, and say their own name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Test = Callable[[Any], bool]
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


every = Selector("全部", lambda e: True)
nothing = Selector("无", lambda e: False)
