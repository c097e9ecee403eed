"""The sums that stay in sight while an edition is worked on."""

from __future__ import annotations

from budgetportal.ledger.book import Book
from budgetportal.ledger.money import wan_figure
from budgetportal.ledger.scopes import spending
from budgetportal.ledger.select import on
from budgetportal.ledger.terms import Fund, Nature, Vintage

TERMS = (("nature", Nature), ("vintage", Vintage), ("fund", Fund))


def totals(book: Book) -> list[tuple[str, str]]:
    """(term, 万元) of all lines: the whole, then by nature, vintage and fund."""
    found = [("合计", wan_figure(book.total(spending)))]
    for field, terms in TERMS:
        for term in terms:
            yuan = book.total(spending & on(field, term))
            if yuan:
                found.append((term.value, wan_figure(yuan)))
    return found
