"""搜索: words of one character or more in departments, tables, notes, projects and indicators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from budgetportal.models import Publication, PublishedText
from budgetportal.models.searching import folded

from . import publications
from .excerpts import excerpt

YEAR = re.compile("[0-9]{4}")
#: more hits than this are not counted: nobody reads them, and the newest come first
MOST = 1000
#: so many of the newest texts are read before the index is asked
RECENT = 20_000
#: id, publication and anchor of a section
Row = tuple[int, int, str]
ROW = ("pk", "publication_id", "anchor")
#: publications on a page, and sections shown of each
PER_PAGE, SHOWN = 10, 4
#: more words than this narrow nothing
WORDS = 8
DEPARTMENTS = 12
#: a word that is part of more names than this names nobody
NAMED = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """What a section is, told by its anchor."""

    key: str
    label: str
    anchors: tuple[str, ...]


KINDS = (
    Kind("tables", "报表", ("t",)),
    Kind("notes", "情况说明", ("n",)),
    Kind("forms", "项目绩效", ("f",)),
    Kind("duties", "部门概况", ("duties", "setup")),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that holds the words, with them marked."""

    anchor: str
    title: SafeString
    excerpt: SafeString


@dataclass
class Group:
    """The hits in one publication."""

    publication: Publication
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
    found = _rows(words, year, dept, kind)
    known = publications.newest().in_bulk({publication for _, publication, _ in found})
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


def _rows(words: Sequence[str], year: str, dept: str, kind: Kind | None) -> list[Row]:
    """The newest ``MOST`` hits, the newest first.

    A common word has enough hits among the newest texts; only a rarer one needs the index. The
    index answers without order: asked for an order, a database would rather read every text.
    """
    texts = _narrowed(year, dept, kind)
    last = PublishedText.objects.aggregate(last=Max("pk"))["last"] or 0
    recent = _holding(texts.filter(pk__gt=last - RECENT), words, "shows")
    found = list(recent.order_by("-pk").values_list(*ROW)[:MOST])
    if len(found) < MOST and last > RECENT:
        found = sorted(_holding(texts, words, "holds").order_by().values_list(*ROW), reverse=True)
    return found[:MOST]


def _holding(
    texts: QuerySet[PublishedText], words: Sequence[str], lookup: str
) -> QuerySet[PublishedText]:
    for word in words:
        holds = Q(**{f"folded__{lookup}": word})
        texts = texts.filter(holds | _named(word) if words[1:] else holds)
    return texts


def _narrowed(year: str, dept: str, kind: Kind | None) -> QuerySet[PublishedText]:
    texts = PublishedText.objects.all()
    if YEAR.fullmatch(year):
        texts = texts.filter(publication__year=int(year))
    if dept:
        texts = texts.filter(publication__department__code=dept)
    if kind:
        anchors = Q()
        for anchor in kind.anchors:
            anchors |= Q(anchor__startswith=anchor)
        texts = texts.filter(anchors)
    return texts


def _named(word: str) -> Q:
    """Beside other words, a word may also name the department."""
    named = publications.newest().filter(department_name__contains=word)
    found = list(named.values_list("pk", flat=True)[:NAMED])
    return Q(publication__in=found)


def _groups(rows: Sequence[Row], known: Mapping[int, Publication]) -> list[Group]:
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
    texts = PublishedText.objects.in_bulk(shown)
    for group in page:
        group.hits = [
            Hit(each.anchor, excerpt(each.title, words), excerpt(each.text, words))
            for each in (texts[section] for section in group.sections[:SHOWN])
        ]


def _departments(words: Sequence[str]) -> list[Publication]:
    """Departments whose name or code holds all the words, by their newest year."""
    found = publications.newest().order_by("department__code", "-year")
    for word in words:
        found = found.filter(Q(department_name__icontains=word) | Q(department__code=word))
    newest = {each.department_id: each for each in reversed(found[: DEPARTMENTS * 10])}
    return sorted(newest.values(), key=lambda each: each.department.code)[:DEPARTMENTS]


def _kinds(rows: Sequence[Row]) -> list[tuple[Kind, int]]:
    counts = Counter(_kind(anchor) for _, _, anchor in rows)
    return [(kind, counts[kind.key]) for kind in KINDS if counts[kind.key]]


def _kind(anchor: str) -> str:
    return next((k.key for k in KINDS if anchor.startswith(k.anchors)), "")


def _owners(groups: Sequence[Group]) -> list[tuple[str, str, int]]:
    """(code, name, hits) of the departments with the most hits."""
    counts: Counter[tuple[str, str]] = Counter()
    for group in groups:
        counts[group.publication.department.code, group.publication.department_name] += group.count
    return [(code, name, count) for (code, name), count in counts.most_common(DEPARTMENTS)]
