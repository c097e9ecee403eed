"""The twelve notes (第三部分) of the form shanxi_2023, in their order."""

from collections.abc import Callable

from . import general_budget, income_and_expenditure, other
from .note import Note
from .source import Source

NOTES: tuple[Callable[[Source], Note], ...] = (
    income_and_expenditure.changes,
    income_and_expenditure.income,
    income_and_expenditure.expenditure,
    income_and_expenditure.grants,
    general_budget.general,
    general_budget.basic,
    general_budget.three_public,
    general_budget.operating_cost,
    other.procurement,
    other.performance,
    other.assets,
    other.others,
)
