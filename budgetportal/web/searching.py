"""搜索: words of one character or more in departments, tables, notes, projects and indicators."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgetportal.models import PublishedText
from budgetportal.models.prepared import Given, GivenKeys, Prepared
from budgetportal.models.searching import folded

from . import facets, publications
from .excerpts import excerpt
from .hits import DEPARTMENTS, FOUND, Found, Group, Hit, by_kind, by_owner, by_year
from .sections import KINDS, MOST, Row, sections

#: publications on a page, and sections shown of each
PER_PAGE, SHOWN = 10, 4
#: more words than this narrow nothing
WORDS = 8
KNOWN = Prepared(
    publications.newest().filter(pk__in=GivenKeys("keys")).order_by().values_list(*FOUND)
)
TEXTS = Prepared(
    PublishedText.objects.filter(pk__in=GivenKeys("keys"))
    .order_by()
    .values_list("pk", "anchor", "title", "text")
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits grouped by publication, the newest first, with facets of year, kind and department."""
    asked = request.GET.get("q", "").strip()
    words = [word for word in map(folded, asked.split()) if word][:WORDS]
    context: dict[str, Any] = {"asked": asked, "kinds": KINDS}
    if words:
        context |= _found(request, words)
    return render(request, "portal/search.html", context)


def _found(request: HttpRequest, words: Sequence[str]) -> dict[str, Any]:
    year, dept = request.GET.get("year", ""), request.GET.get("dept", "")
    kind = next((each for each in KINDS if each.key == request.GET.get("kind")), None)
    found = sections(words, year, dept, kind)
    known = _known({publication for _, publication, _ in found})
    rows = [row for row in found if row[1] in known]
    groups = _groups(rows, known)
    page = Paginator(groups, PER_PAGE).get_page(request.GET.get("page"))
    _fill(page, words)
    return {
        "departments": facets.departments(
            _departments(words) if not (year or dept or kind) else ()
        ),
        "count": len(rows),
        "is_cut": len(found) == MOST,
        "page": page,
        "narrowed": bool(year or dept or kind),
        "hits": facets.hits(page, request.GET),
        "years": facets.years(by_year(groups), request.GET),
        "facets": facets.kinds(by_kind(rows), request.GET),
        "owners": facets.owners(by_owner(groups), request.GET),
    }


def _known(keys: Collection[int]) -> dict[int, Found]:
    """Of these publications the newest revisions."""
    return {row[0]: Found(*row) for row in KNOWN.rows(keys=keys)}


def _groups(rows: Sequence[Row], known: Mapping[int, Found]) -> list[Group]:
    """By publication: the newest year first, within it the one with the most hits."""
    groups: dict[int, Group] = {}
    for section, publication, _ in reversed(rows):
        group = groups.setdefault(publication, Group(known[publication]))
        group.count += 1
        group.sections.append(section)
    return sorted(groups.values(), key=lambda g: (-g.publication.year, -g.count, g.publication.pk))


def _fill(page: Page[Group], words: Sequence[str]) -> None:
    """Read the sections that this page shows."""
    shown = [section for group in page for section in group.sections[:SHOWN]]
    texts = {pk: rest for pk, *rest in TEXTS.rows(keys=shown)}
    for group in page:
        group.hits = [
            Hit(anchor, excerpt(title, words), excerpt(text, words))
            for anchor, title, text in (texts[section] for section in group.sections[:SHOWN])
        ]


def _departments(words: Sequence[str]) -> list[Found]:
    """Departments whose name or code holds all the words, by their newest year."""
    asked = {f"word{place}": word for place, word in enumerate(words)}
    rows = [Found(*row) for row in _named(len(words)).rows(**asked)]
    newest = {each.code: each for each in reversed(rows)}
    return sorted(newest.values(), key=lambda each: each.code)[:DEPARTMENTS]


@cache
def _named(count: int) -> Prepared:
    """Publications of departments with so many words in their name."""
    found = publications.newest().order_by("department__code", "-year")
    for word in (Given(f"word{place}") for place in range(count)):
        found = found.filter(Q(department_name__icontains=word) | Q(department__code=word))
    return Prepared(found.values_list(*FOUND)[: DEPARTMENTS * 10])
