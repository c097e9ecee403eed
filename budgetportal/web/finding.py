"""Finding and comparing: search, one department through the years, two disclosures side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from budgetportal.disclosure.compare import cells
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.layouts import LAYOUTS
from budgetportal.models import Department, PublishedText
from budgetportal.statements.sheet import Sheet

from . import publications

AROUND = 40
PER_PAGE = 20
TABLES = range(1, 1 + max(len(layout.tables) for layout in LAYOUTS.values()))
YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True)
class Hit:
    """One section that holds the words, with them marked."""

    section: PublishedText
    excerpt: SafeString


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Substrings of departments, titles and texts: a word of one character is a word."""
    words = request.GET.get("q", "").strip()
    found = PublishedText.objects.none()
    if words:
        everywhere = PublishedText.objects.filter(publication__in=publications.newest())
        found = (
            everywhere.filter(title__icontains=words)
            | everywhere.filter(text__icontains=words)
            | everywhere.filter(publication__department_name__icontains=words, anchor="duties")
        )
    rows = found.select_related("publication__department").order_by("-publication__year", "id")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    hits = [Hit(section, excerpt(section.text, words)) for section in page]
    context = {"words": words, "hits": hits, "page": page, "count": page.paginator.count}
    return render(request, "portal/search.html", context)


def excerpt(text: str, words: str) -> SafeString:
    """The text around the first hit; every hit in it marked."""
    place = text.lower().find(words.lower())
    start = max(0, place - AROUND)
    part = text[start : start + 3 * AROUND + len(words)]
    marked = _marked(part, words) if place >= 0 else str(escape(part))
    return mark_safe(f"{'…' if start else ''}{marked}")  # every part is escaped


def _marked(text: str, words: str) -> str:
    found: list[str] = []
    rest, size = text, len(words)
    while (place := rest.lower().find(words.lower())) >= 0:
        found += [escape(rest[:place]), f"<mark>{escape(rest[place : place + size])}</mark>"]
        rest = rest[place + size :]
    return "".join([*found, escape(rest)])


@require_safe
def department(request: HttpRequest, dept: str) -> HttpResponse:
    """One department through the years."""
    found = publications.newest().filter(department__code=dept).order_by("-year")
    if not found:
        raise Http404
    largest = max(publication.expenditure for publication in found) or 1
    bars = [(each, int(each.expenditure * 1000 / largest)) for each in found]
    context = {"department": Department.objects.get(code=dept), "bars": bars}
    return render(request, "portal/department.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """``?a=2023/615&b=2022/690&table=3``: two disclosures, figure by figure."""
    sides = [request.GET.get(name, "") for name in ("a", "b")]
    numbers = {str(number): number for number in TABLES}
    number = numbers.get(request.GET.get("table", ""), 3)
    context: dict[str, Any] = {
        "choices": publications.newest().order_by("-year", "department__code"),
        "sides": sides,
        "number": number,
        "tables": TABLES,
    }
    if all(sides):
        context |= _compared(sides, number)
    return render(request, "portal/compare.html", context)


def _compared(sides: list[str], number: int) -> dict[str, Any]:
    documents = [publications.document(_find(side)) for side in sides]
    sheets = [_sheet(document, number) for document in documents]
    one, other = ({_bare(k): v for k, v in cells(sheet).items()} for sheet in sheets)
    names = list(dict.fromkeys([*one, *other]))
    rows = [(name, one.get(name, ""), other.get(name, "")) for name in names]
    return {"documents": documents, "rows": rows, "title": sheets[0].title, "unit": sheets[0].unit}


def _sheet(document: Document, number: int) -> Sheet:
    found = next((sheet for sheet in document.sheets if sheet.number == number), None)
    if found is None:
        raise Http404
    return found


def _bare(where: str) -> str:
    """Without the label of the table and the year of a column."""
    name = where.partition(" ")[2]
    return "".join(name.split("年", 1)[1:]) if name[:4].isdecimal() else name


def _find(side: str) -> Any:
    year, _, dept = side.partition("/")
    if not YEAR.fullmatch(year):
        raise Http404
    return publications.find(int(year), dept, None)
