"""Tables 1 and 4, written out."""

from decimal import Decimal

from budgetportal.ledger.book import Book
from budgetportal.ledger.terms import Fund, Vintage
from budgetportal.statements.forms.shanxi_2023_classes import CLASSES

from .oracle_sums import (
    GRANTS,
    ZERO,
    Rows,
    Test,
    any_line,
    by_fund,
    is_current,
    summed,
    total,
    unspent,
    wan,
)


def income_and_expenditure(book: Book) -> Rows:
    def of_fund(fund: Fund) -> Decimal:
        return total(book, lambda x: is_current(x) and x.fund is fund) + unspent(book, fund)

    def spent(test: Test) -> list[Decimal]:
        now = total(book, lambda x: test(x) and is_current(x))
        return [total(book, test), now, total(book, test) - now]

    whole, now, carried = spent(any_line)
    rest = unspent(book, *Fund)
    left = [
        [f"{n}、{fund}", wan(of_fund(fund))] for n, fund in zip("一二三四五", Fund, strict=True)
    ]
    right = [
        [name, *map(wan, spent(lambda x, c=code: x.function.startswith(c)))]
        for code, name in numbered(book)
    ]
    return [
        *(a + b for a, b in zip(left + [["", ""]] * 25, right, strict=True)),
        ["本年收入合计", wan(now + rest), "本年支出合计", wan(whole), wan(now), wan(carried)],
        ["上年结转", wan(carried), "年终结转", wan(rest), wan(rest), ""],
        ["收入总计", wan(whole + rest), "支出总计", *map(wan, (whole + rest, now + rest, carried))],
    ]


def numbered(book: Book) -> list[tuple[str, str]]:
    tens = ("", "十", "二十", "三十")
    ordinals = [tens[n // 10] + " 一二三四五六七八九"[n % 10].strip() for n in range(1, 31)]
    return [(code, f"{n}、{name}") for n, (code, name) in zip(ordinals, CLASSES, strict=True)]


def grants(book: Book) -> Rows:
    def spent(test: Test) -> list[str]:
        return by_fund(book, test)

    def received(fund: Fund, vintage: Vintage) -> Decimal:
        return total(book, lambda x: x.fund is fund and x.vintage is vintage)

    now = [received(fund, Vintage.CURRENT) + unspent(book, fund) for fund in GRANTS]
    carried = [received(fund, Vintage.CARRIED) for fund in GRANTS]
    rests = [unspent(book, fund) for fund in GRANTS]
    names = [f"{n}、{fund}" for n, fund in zip("一二三", GRANTS, strict=True)]
    left = [[name, wan(yuan)] for name, yuan in zip(names, now, strict=True)]
    right = [[n, *spent(lambda x, c=c: x.function.startswith(c))] for c, n in numbered(book)]
    both = [a + b for a, b in zip(now, carried, strict=True)]
    return [
        *(a + b for a, b in zip(left + [["", ""]] * 27, right, strict=True)),
        ["本年收入合计", wan(sum(now, ZERO)), "本年支出合计", *spent(any_line)],
        ["上年财政拨款结转", wan(sum(carried, ZERO)), "年终结转", *summed(rests)],
        *([n, wan(yuan), "", "", "", "", ""] for n, yuan in zip(names, carried, strict=True)),
        ["收入总计", wan(sum(both, ZERO)), "支出总计", *summed(both)],
    ]
