"""The sums that stay in sight while lines are entered."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from budgetportal.ledger.money import wan_figure
from budgetportal.ledger.terms import Fund, Nature, Vintage
from budgetportal.models import Edition

TERMS = (*Nature, *Vintage, *Fund)


def totals(edition: Edition) -> list[tuple[str, str]]:
    """(term, 万元) of all lines: the whole, then by nature, vintage and fund (one query)."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    rows = edition.expenditureline_set.values_list("amount", "nature", "vintage", "fund")
    for amount, *terms in rows:
        for term in ("合计", *terms):
            sums[term] += amount
    named = [(term.value, wan_figure(sums[term.value])) for term in TERMS if term.value in sums]
    return [("合计", wan_figure(sums["合计"])), *named]
