"""What the plain second computation of the thirteen tables adds up with."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from budgetportal.ledger.book import Book, Line
from budgetportal.ledger.terms import Fund, Nature, Vintage

Rows = list[list[str]]
Test = Callable[[Line], bool]
ZERO = Decimal(0)
GRANTS = (Fund.GENERAL, Fund.GOVERNMENT, Fund.CAPITAL)


def wan(yuan: Decimal) -> str:
    """万元, half-up; blank for exactly zero, ``0.00`` for what rounds to it from either side."""
    text = f"{(yuan / 10000).quantize(Decimal('0.01'), ROUND_HALF_UP):,f}" if yuan else ""
    return "0.00" if text == "-0.00" else text


def summed(parts: list[Decimal]) -> list[str]:
    """合计 before its parts."""
    return [wan(sum(parts, ZERO)), *map(wan, parts)]


def is_current(line: Line) -> bool:
    return line.vintage is Vintage.CURRENT


def is_basic(line: Line) -> bool:
    return line.nature is Nature.BASIC


def any_line(line: Line) -> bool:
    return True


def total(book: Book, test: Test) -> Decimal:
    return sum((line.yuan for line in book.lines if test(line)), ZERO)


def unspent(book: Book, *funds: Fund) -> Decimal:
    return sum((rest.yuan for rest in book.carry_forward if rest.fund in funds), ZERO)


def by_fund(book: Book, test: Test, funds: tuple[Fund, ...] = GRANTS) -> list[str]:
    sums = [total(book, lambda x, f=fund: test(x) and x.fund is f) for fund in funds]
    return summed(sums)
