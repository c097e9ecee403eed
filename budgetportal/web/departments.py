"""One department through the years: every figure from its publications."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgetportal.ledger.indicators import THREE_PUBLIC_ITEMS
from budgetportal.models import PublishedFigure
from budgetportal.models.prepared import Given, GivenKeys, Prepared

from . import publications, yearly

YEARS = Prepared(
    publications.newest()
    .filter(department__code=Given("code"))
    .order_by("year")
    .values_list(*yearly.YEAR)
)
#: amount and prior of each indicator
FIGURES = Prepared(
    PublishedFigure.objects.filter(publication__in=GivenKeys("publications"))
    .order_by()
    .values_list("publication_id", "indicator", "amount", "prior")
)


@require_safe
def department(request: HttpRequest, dept: str) -> HttpResponse:
    """Totals and “三公” by item, year by year (two queries, however many years)."""
    found = [yearly.Year(*row) for row in YEARS.rows(code=dept)]
    if not found:
        raise Http404
    rows = FIGURES.rows(publications=[each.pk for each in found])
    figures = {(key, indicator): (amount, prior) for key, indicator, amount, prior in rows}
    newest_first = found[::-1]
    context: dict[str, Any] = {
        "newest": newest_first[0],
        "before": found[-2] if found[1:] else None,
        "years": yearly.totals(newest_first, figures),
        "totals": yearly.charts(found, figures, yearly.TOTALS[:1]),
        "public": yearly.charts(found, figures, THREE_PUBLIC_ITEMS),
        "indicators": yearly.HEADS,
        "spent": yearly.spent(newest_first, figures),
    }
    return render(request, "portal/department.html", context)
