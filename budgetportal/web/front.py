"""The front: home, and all departments of a year."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgetportal.ledger.money import ZERO
from budgetportal.models import Publication
from budgetportal.rendering.pictures.bars import Bar, bars

from . import publications, totals
from .lists import PublicationTable

#: publications and departments on the home page
SHOWN = 8
PER_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, years, the picture and the largest departments of one year, the newest of all."""
    version = totals.version()
    years = totals.years(version)
    context: dict[str, Any] = {"years": years}
    if years:
        asked = request.GET.get("year", "")
        shown = next((each for each in years if str(each.year) == asked), years[0])
        context |= {
            "shown": shown,
            "flow": totals.picture(version, shown.year),
            "largest": _largest(version, shown.year),
            "latest": totals.latest(version, SHOWN),
        }
    return render(request, "portal/home.html", context)


def _largest(version: str, year: int) -> list[tuple[Publication, Bar | None]]:
    found = totals.largest(version, year, SHOWN)
    return list(zip(found, bars([each.expenditure for each in found]), strict=True))


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """All departments of a year: sorted, filtered, paged, with their totals."""
    whole = next((each for each in totals.years(totals.version()) if each.year == year), None)
    if whole is None:
        raise Http404
    found = publications.newest().filter(year=year)
    words = request.GET.get("q", "").strip()
    total, count = whole.total, whole.count
    if words:
        found = found.filter(Q(department_name__icontains=words) | Q(department__code=words))
        some = found.aggregate(total=Sum("expenditure"), count=Count("pk"))
        total, count = some["total"] or ZERO, some["count"]
    table = PublicationTable(found, total, reverse("year", kwargs={"year": year}))
    RequestConfig(request, paginate=False).configure(table)
    counted = type("Counted", (Paginator,), {"count": count})  # known: it need not be counted again
    page = counted(found, PER_PAGE).get_page(request.GET.get("page"))
    # the reader does not choose how many
    table.paginate(paginator_class=counted, page=page.number, per_page=PER_PAGE)
    context = {"year": year, "table": table, "words": words, "total": whole}
    return render(request, "portal/year.html", context)
