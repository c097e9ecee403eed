"""一图读懂: the whole budget at a glance, above the page; every figure from the same book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.ledger import scopes
from budgetportal.ledger.book import Book
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.indicators import computed, prior
from budgetportal.ledger.money import percent, total, wan_figure
from budgetportal.ledger.select import below
from budgetportal.ledger.terms import Indicator

#: a bar is drawn this wide; the stylesheet stretches it
FULL = 1000


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: where it is drawn, and what it says."""

    label: str
    wan: str
    share: str
    x: int
    width: int
    shade: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A whole, cut into its parts."""

    title: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Overview:
    """The total in 万元, the words of its change, and how it divides."""

    total: str
    change: str
    bars: tuple[Bar, ...]


def overview(book: Book) -> Overview:
    """What stands above the page."""
    known = computed(book)
    years = (("当年预算", Indicator.CURRENT_INCOME), ("上年结转", Indicator.CARRIED))
    natures = (("基本支出", Indicator.BASIC), ("项目支出", Indicator.PROJECT))
    bars = (
        _bar("按资金年份", [(label, known[each]) for label, each in years]),
        _bar("按支出性质", [(label, known[each]) for label, each in natures]),
        _bar("按支出功能", _classes(book)),
    )
    return Overview(
        wan_figure(known[Indicator.EXPENDITURE]),
        _change(known[Indicator.EXPENDITURE], prior(book, Indicator.EXPENDITURE)),
        tuple(bar for bar in bars if bar.segments),
    )


def _change(now: Decimal, before: Decimal | None) -> str:
    if not before:
        return ""
    if now == before:
        return "与上年持平"
    return f"比上年{'增长' if now > before else '下降'}{percent(abs(now - before), before)}%"


def _classes(book: Book) -> list[tuple[str, Decimal]]:
    """Expenditure by 类, the largest first."""
    codes = {(e.function or "")[:3] for e in book.sums if scopes.spending(e)}
    sums = {code: book.total(scopes.spending & below("function", code)) for code in codes}
    largest = sorted(codes, key=lambda code: (-sums[code], code))
    return [(book.catalogue.name(Kind.FUNCTION, code), sums[code]) for code in largest]


def _bar(title: str, parts: Sequence[tuple[str, Decimal]]) -> Bar:
    """Blank parts are left out; a bar with a negative part cannot be drawn."""
    parts = [(label, yuan) for label, yuan in parts if yuan]
    whole = total(yuan for _, yuan in parts)
    if any(yuan < 0 for _, yuan in parts):
        return Bar(title, ())
    edges = [int(FULL * total(y for _, y in parts[:i]) / whole) for i in range(len(parts))]
    ends = [*edges[1:], FULL]
    return Bar(
        title,
        tuple(
            Segment(label, wan_figure(yuan), f"{percent(yuan, whole)}%", x, end - x, i % 6 + 1)
            for i, ((label, yuan), x, end) in enumerate(zip(parts, edges, ends, strict=False))
        ),
    )
