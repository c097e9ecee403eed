"""The years of one department as rows of its two tables and as charts.

Rows are drawn in one go: a template looks every figure up by itself, at ten times the price. They
hold numbers, dates and our own words, and a code, which is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from budgetportal.ledger.indicators import THREE_PUBLIC_ITEMS
from budgetportal.ledger.money import wan_figure
from budgetportal.ledger.terms import Indicator
from budgetportal.rendering.overview import in_words
from budgetportal.rendering.pictures.columns import Columns, columns

from .places import disclosure

#: what is drawn and listed through the years
TOTALS = (Indicator.EXPENDITURE, Indicator.BASIC, Indicator.PROJECT, Indicator.CARRIED)
PUBLIC = (*THREE_PUBLIC_ITEMS, Indicator.THREE_PUBLIC, Indicator.OPERATING_COST)
HEADS = mark_safe("".join(f'<th scope="col" class="num">{each}</th>' for each in PUBLIC))
Figures = Mapping[tuple[int, str], tuple[Decimal, Decimal | None]]


class Year(NamedTuple):
    """A publication, as much of it as this page says: a row without an object."""

    pk: int
    name: str
    code: str
    year: int
    revision: int
    published_at: datetime
    expenditure: Decimal
    prior: Decimal | None


YEAR = ("pk", "department_name", "department__code", *Year._fields[3:])


def totals(found: Sequence[Year], figures: Figures) -> SafeString:
    """The rows of the first table, each leading to its publication."""
    rows = (
        f'<tr><th scope="row"><a href="{escape(disclosure(each.year, each.code))}">'
        f"{each.year}年度</a></th>"
        f"{_cells(_total(each, figures))}<td>{localtime(each.published_at).date()}</td>"
        f'<td class="num">第{each.revision}版</td></tr>\n'
        for each in found
    )
    return mark_safe("".join(rows))


def _total(each: Year, figures: Figures) -> list[str]:
    change = in_words(each.expenditure, each.prior).removeprefix("比上年") or "—"
    total, *parts = _texts(each, TOTALS, figures)
    return [total, change, *parts]


def spent(found: Sequence[Year], figures: Figures) -> SafeString:
    """The rows of the second table: “三公” and 机关运行经费."""
    rows = (
        f'<tr><th scope="row">{each.year}年度</th>{_cells(_texts(each, PUBLIC, figures))}</tr>\n'
        for each in found
    )
    return mark_safe("".join(rows))


def _cells(texts: Iterable[str]) -> str:
    return "".join(f'<td class="num">{each}</td>' for each in texts)


def _texts(year: Year, indicators: Sequence[Indicator], figures: Figures) -> list[str]:
    """A figure that was not stored is blank."""
    amounts = [_amount(year, each, figures) for each in indicators]
    return ["—" if each is None else wan_figure(each) for each in amounts]


def charts(
    found: Sequence[Year], figures: Figures, indicators: Sequence[Indicator]
) -> tuple[Columns, ...]:
    """One chart an indicator; before the first year stands last year's figure as known then."""
    rows = [(each.value, _through(found, figures, each)) for each in indicators]
    return columns([row for row in rows if any(yuan for _, yuan in row[1])])


def _through(
    found: Sequence[Year], figures: Figures, indicator: Indicator
) -> list[tuple[str, Decimal]]:
    values: list[tuple[str, Decimal]] = []
    first = figures.get((found[0].pk, indicator))
    if first and first[1] is not None:
        values.append((f"{found[0].year - 1}年", first[1]))
    for year in found:
        amount = _amount(year, indicator, figures)
        if amount is not None:
            values.append((f"{year.year}年", amount))
    return values


def _amount(year: Year, indicator: Indicator, figures: Figures) -> Decimal | None:
    row = figures.get((year.pk, indicator))
    return None if row is None else row[0]
