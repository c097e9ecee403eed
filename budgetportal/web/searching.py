"""搜索: words of one character or more in departments, tables, notes, projects and indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from budgetportal.models import PublishedText
from budgetportal.models.searching import folded

from . import publications
from .excerpts import excerpt
from .sections import KINDS, MOST, Kind, Row, sections

#: publications on a page, and sections shown of each
PER_PAGE, SHOWN = 10, 4
#: more words than this narrow nothing
WORDS = 8
DEPARTMENTS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that holds the words, with them marked."""

    anchor: str
    title: SafeString
    excerpt: SafeString


class Found(NamedTuple):
    """A publication, as much of it as a search says: a row without an object."""

    pk: int
    year: int
    name: str
    code: str


FOUND = ("pk", "year", "department_name", "department__code")


@dataclass
class Group:
    """The hits in one publication."""

    publication: Found
    count: int = 0
    sections: list[int] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


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
        "departments": _departments(words) if not (year or dept or kind) else [],
        "count": len(rows),
        "is_cut": len(found) == MOST,
        "page": page,
        "chosen": {"year": year, "dept": dept, "kind": kind.key if kind else ""},
        "years": Counter(group.publication.year for group in groups).most_common(),
        "facets": _kinds(rows),
        "owners": _owners(groups),
    }


def _known(keys: Collection[int]) -> dict[int, Found]:
    """Of these publications the newest revisions."""
    rows = publications.newest().filter(pk__in=keys).order_by().values_list(*FOUND)
    return {row[0]: Found(*row) for row in rows}


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
    rows = PublishedText.objects.filter(pk__in=shown).order_by()
    texts = {pk: rest for pk, *rest in rows.values_list("pk", "anchor", "title", "text")}
    for group in page:
        group.hits = [
            Hit(anchor, excerpt(title, words), excerpt(text, words))
            for anchor, title, text in (texts[section] for section in group.sections[:SHOWN])
        ]


def _departments(words: Sequence[str]) -> list[Found]:
    """Departments whose name or code holds all the words, by their newest year."""
    found = publications.newest().order_by("department__code", "-year")
    for word in words:
        found = found.filter(Q(department_name__icontains=word) | Q(department__code=word))
    rows = [Found(*row) for row in found.values_list(*FOUND)[: DEPARTMENTS * 10]]
    newest = {each.code: each for each in reversed(rows)}
    return sorted(newest.values(), key=lambda each: each.code)[:DEPARTMENTS]


def _kinds(rows: Sequence[Row]) -> list[tuple[Kind, int]]:
    counts: Counter[str] = Counter()
    for anchor, hits in Counter(anchor for _, _, anchor in rows).items():
        counts[_kind(anchor)] += hits
    return [(kind, counts[kind.key]) for kind in KINDS if counts[kind.key]]


def _kind(anchor: str) -> str:
    return next((k.key for k in KINDS if anchor.startswith(k.anchors)), "")


def _owners(groups: Sequence[Group]) -> list[tuple[str, str, int]]:
    """(code, name, hits) of the departments with the most hits."""
    counts: Counter[tuple[str, str]] = Counter()
    for group in groups:
        counts[group.publication.code, group.publication.name] += group.count
    return [(code, name, count) for (code, name), count in counts.most_common(DEPARTMENTS)]
