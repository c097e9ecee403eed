"""The computed value of every Indicator (指标), in exact 元."""

from collections.abc import Mapping
from decimal import Decimal

from . import scopes
from .book import Book
from .terms import Indicator

#: what each indicator sums; 收入总计 and 支出总计 both hold the year-end carry-forward
SELECTORS = {
    Indicator.INCOME: scopes.income,
    Indicator.EXPENDITURE: scopes.income,
    Indicator.CURRENT_INCOME: scopes.income & scopes.current_income,
    Indicator.CARRIED: scopes.spending & scopes.carried,
    Indicator.BASIC: scopes.spending & scopes.basic,
    Indicator.PROJECT: scopes.spending & scopes.project,
    Indicator.GENERAL_CURRENT: scopes.spending & scopes.current & scopes.general,
    Indicator.GOVERNMENT_CURRENT: scopes.spending & scopes.current & scopes.government,
    Indicator.CAPITAL_CURRENT: scopes.spending & scopes.current & scopes.capital,
    Indicator.THREE_PUBLIC: scopes.three_public,
    Indicator.ABROAD: scopes.three_public & scopes.abroad,
    Indicator.RECEPTION: scopes.three_public & scopes.reception,
    Indicator.CAR_PURCHASE: scopes.three_public & scopes.car_purchase,
    Indicator.CAR_RUNNING: scopes.three_public & scopes.car_running,
    Indicator.OPERATING_COST: scopes.operating_cost,
}
THREE_PUBLIC_ITEMS = (
    Indicator.ABROAD,
    Indicator.RECEPTION,
    Indicator.CAR_PURCHASE,
    Indicator.CAR_RUNNING,
)


def computed(book: Book) -> Mapping[Indicator, Decimal]:
    """Every indicator of this year's book."""
    return {indicator: book.total(select) for indicator, select in SELECTORS.items()}


def prior(book: Book, indicator: Indicator) -> Decimal | None:
    """Last year's figure, or None where it is unknown; “三公” is the sum of its four items."""
    known = book.facts.prior_year
    if indicator is not Indicator.THREE_PUBLIC:
        return known.get(indicator)
    items = [known[item] for item in THREE_PUBLIC_ITEMS if item in known]
    return sum(items, Decimal(0)) if len(items) == len(THREE_PUBLIC_ITEMS) else None
