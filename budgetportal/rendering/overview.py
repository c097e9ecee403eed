"""一图读懂: the whole budget at a glance, above the page; every figure from the same book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.disclosure.document import Document
from budgetportal.ledger import scopes
from budgetportal.ledger.book import Book, Line
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.indicators import THREE_PUBLIC_ITEMS, computed, prior
from budgetportal.ledger.money import IN_WAN, SCALES, Scale, percent
from budgetportal.ledger.select import below
from budgetportal.ledger.terms import Indicator, Nature

from .pictures.bars import Bar, Shares, bars, shares
from .pictures.flow import Flow, flow

#: the levels of the picture
LEVELS = ("资金来源", "支出功能", "用途")
#: what is set against last year
COMPARED = (
    Indicator.EXPENDITURE,
    Indicator.GENERAL_CURRENT,
    *THREE_PUBLIC_ITEMS,
    Indicator.OPERATING_COST,
)


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator this year and last; ``before`` is blank where it is unknown."""

    label: str
    now: str
    before: str
    words: str
    bar: Bar
    before_bar: Bar | None


@dataclass(frozen=True)
class Overview:
    """The total, the words of its change, where money comes from and goes to; all in ``unit``."""

    total: str
    change: str
    flow: Flow
    shares: tuple[Shares, ...]
    functions: Shares
    changes: tuple[Change, ...]
    unit: str


def overview(book: Book, scale: Scale = IN_WAN) -> Overview:
    """What stands above the page, in the unit that the tables are printed in."""
    known = computed(book)
    years = (("当年预算", Indicator.CURRENT_INCOME), ("上年结转", Indicator.CARRIED))
    natures = (("基本支出", Indicator.BASIC), ("项目支出", Indicator.PROJECT))
    now = known[Indicator.EXPENDITURE]
    return Overview(
        scale.figure(now),
        in_words(now, prior(book, Indicator.EXPENDITURE), scale),
        flow(
            "资金从哪里来、到哪里去",
            LEVELS,
            [(_path(book, line), line.yuan) for line in book.lines],
            scale,
        ),
        (
            shares("按支出性质", [(label, known[each]) for label, each in natures], scale),
            shares("按资金年份", [(label, known[each]) for label, each in years], scale),
        ),
        shares("支出用在哪些方面", by_class(book), scale),
        changes([(each.value, known[each], prior(book, each)) for each in COMPARED], scale),
        scale.unit,
    )


def printed_in(document: Document) -> Scale:
    """The unit of a document's tables; 万元 where it is another than 元."""
    units = (sheet.unit for sheet in document.sheets)
    return next((SCALES[unit] for unit in units if unit in SCALES), IN_WAN)


def in_words(now: Decimal, before: Decimal | None, scale: Scale = IN_WAN) -> str:
    """``比上年增长12.50%``; nothing where it is unknown, never a percentage against zero."""
    if before is None:
        return ""
    if now == before:
        return "与上年持平"
    if before <= 0:
        difference = f"{scale.figure(abs(now - before))}{scale.unit}"
        return f"比上年{'增加' if now > before else '减少'}{difference}"
    return f"比上年{'增长' if now > before else '下降'}{percent(abs(now - before), before)}%"


def changes(
    rows: Sequence[tuple[str, Decimal, Decimal | None]], scale: Scale = IN_WAN
) -> tuple[Change, ...]:
    """(label, this year, last year) in exact 元 → rows, each with its own axis."""
    return tuple(_change(*row, scale) for row in rows if row[1] or row[2])


def _change(label: str, now: Decimal, before: Decimal | None, scale: Scale) -> Change:
    bar, before_bar = bars([now, before])
    assert bar is not None
    earlier = "" if before is None else scale.figure(before)
    words = "上年无可比数据" if before is None else in_words(now, before, scale)
    return Change(label, scale.figure(now), earlier, words, bar, before_bar)


def by_class(book: Book) -> list[tuple[str, Decimal]]:
    """Expenditure by 类 in exact 元, the largest first."""
    spent = book.by(scopes.spending.fields | {"function"})
    codes = {(e.function or "")[:3] for e in spent if scopes.spending(e)}
    sums = {code: book.total(scopes.spending & below("function", code)) for code in codes}
    largest = sorted(codes, key=lambda code: (-sums[code], code))
    return [(book.catalogue.name(Kind.FUNCTION, code), sums[code]) for code in largest]


def _path(book: Book, line: Line) -> tuple[str, ...]:
    """Fund → 类 → project, or 基本支出."""
    function = book.catalogue.name(Kind.FUNCTION, line.function[:3])
    purpose = Nature.BASIC.value if line.nature is Nature.BASIC else line.project or "项目支出"
    return line.fund.value, function, purpose
