"""Reading a publication: its page, its citizens' edition, and where a figure comes from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgetportal.disclosure.provenance import origin
from budgetportal.publishing.artefacts import CITIZENS, PAGE
from budgetportal.publishing.links import link_header

from . import publications


@require_safe
def disclosure(
    request: HttpRequest, year: int, dept: str, revision: int | None = None
) -> HttpResponse:
    """One disclosure as a page, as it was frozen."""
    return _page(PAGE, year, dept, revision)


@require_safe
def citizens(
    request: HttpRequest, year: int, dept: str, revision: int | None = None
) -> HttpResponse:
    """公民版: one page in plain words and pictures, as it was frozen."""
    return _page(CITIZENS, year, dept, revision)


def _page(name: str, year: int, dept: str, revision: int | None) -> HttpResponse:
    publication, newest = publications.find_among(year, dept, revision)
    page = publications.page(publication, name, newest)
    return HttpResponse(page, headers={"Link": link_header(publication)})


@require_safe
def figure(
    request: HttpRequest,
    year: int,
    dept: str,
    table: int,
    row: int,
    column: int,
    revision: int | None = None,
) -> HttpResponse:
    """Where a printed figure comes from."""
    publication = publications.find(year, dept, revision)
    document = publications.document(publication)
    found = origin(document, int(table), int(row), int(column))
    if found is None:
        raise Http404
    context = {"origin": found, "document": document, "up": "../../../../"}
    return render(request, "portal/figure.html", context)
