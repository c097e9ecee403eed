"""The thirteen tables once more, straight from their description and as plainly as can be.

Nothing of the engine is used: each table is written out by itself, each cell is one sum over the
lines. Slow, long-winded and therefore easy to believe.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budgetportal.ledger.book import Book, Line
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.terms import Fund, Vintage

from .oracle_balances import grants, income_and_expenditure
from .oracle_lists import basic_by_subject, operating_cost, projects
from .oracle_sums import GRANTS, ZERO, Rows, Test, any_line, by_fund, is_basic, is_current, wan

#: a code, and what its line adds to each money column, in exact 元
Item = tuple[str, Sequence[Decimal]]
CARS = ("31013", "30913")
THREE_PUBLIC = {
    "因公出国（境）费": ("30212",),
    "公务接待费": ("30217",),
    "公务用车购置及运行费": (*CARS, "30231"),
    "①公务用车购置费": CARS,
    "②公务用车运行维护费": ("30231",),
    "合计": ("30212", "30217", *CARS, "30231"),
}


def tables(book: Book) -> dict[int, Rows]:
    """The body rows of each table by its number, as texts."""
    return {
        1: income_and_expenditure(book),
        2: income(book),
        3: expenditure(book, any_line),
        4: grants(book),
        5: expenditure(book, lambda x: is_current(x) and x.fund is Fund.GENERAL),
        6: basic_by_subject(book),
        7: tree(book, Kind.RECEIPT, receipts(book, Fund.GOVERNMENT)),
        8: expenditure(book, lambda x: is_current(x) and x.fund is Fund.GOVERNMENT),
        9: state_capital(book),
        10: [
            [name, *by_fund(book, lambda x, c=codes: x.economic in c and is_current(x))]
            for name, codes in THREE_PUBLIC.items()
        ],
        11: operating_cost(book),
        12: projects(book, Vintage.CURRENT, tuple(Fund)),
        13: projects(book, Vintage.CARRIED, GRANTS),
    }


def tree(book: Book, kind: Kind, items: list[Item], first: str = "合计") -> Rows:
    """合计, then every code with a figure, and whatever stands above such a code."""
    codes = {code[:end] for code, _ in items for end in range(3, len(code) + 1, 2)}
    sums = {code: adding(x for own, x in items if own.startswith(code)) for code in codes}
    shown = sorted(c for c in codes if any(any(sums[d]) for d in codes if d.startswith(c)))
    if not items:
        return []
    rows = [[code, book.catalogue.name(kind, code), *map(wan, sums[code])] for code in shown]
    return [[first, "", *map(wan, adding(x for _, x in items))], *rows]


def adding(vectors: Iterable[Sequence[Decimal]]) -> list[Decimal]:
    return [sum(column, ZERO) for column in zip(*vectors, strict=True)]


def income(book: Book) -> Rows:
    def vector(fund: Fund, yuan: Decimal, *, now: bool) -> list[Decimal]:
        columns = [yuan if now and fund is each else ZERO for each in Fund]
        return [yuan if now else ZERO, *columns, ZERO if now else yuan]

    items = [(x.function, vector(x.fund, x.yuan, now=is_current(x))) for x in book.lines]
    items += [
        (rest.function, vector(rest.fund, rest.yuan, now=True)) for rest in book.carry_forward
    ]
    return tree(book, Kind.FUNCTION, items)


def by_nature(line: Line) -> list[Decimal]:
    basic = line.yuan if is_basic(line) else ZERO
    return [line.yuan, basic, line.yuan - basic]


def expenditure(book: Book, test: Test) -> Rows:
    return tree(book, Kind.FUNCTION, [(x.function, by_nature(x)) for x in book.lines if test(x)])


def receipts(book: Book, fund: Fund) -> list[Item]:
    return [(each.subject, [each.yuan]) for each in book.receipts if each.fund is fund]


def state_capital(book: Book) -> Rows:
    spent = [x for x in book.lines if is_current(x) and x.fund is Fund.CAPITAL]
    left = tree(book, Kind.RECEIPT, receipts(book, Fund.CAPITAL))
    right = tree(book, Kind.FUNCTION, [(x.function, by_nature(x)) for x in spent], first="")
    if not left and not right:
        return []
    left, right = left or [["合计", "", ""]], right or [[""] * 5]
    height = max(len(left), len(right))
    left += [[""] * 3] * (height - len(left))
    right += [[""] * 5] * (height - len(right))
    return [a + b for a, b in zip(left, right, strict=True)]
