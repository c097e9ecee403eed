"""The sections that hold all words that were asked for, found in the database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from budgetportal.models import PublishedText
from budgetportal.models.prepared import Given, Prepared

from . import publications

YEAR = re.compile("[0-9]{4}")
#: more hits than this are not counted: nobody reads them, and the newest come first
MOST = 1000
#: so many of the newest texts are read before the index is asked
RECENT = 20_000
#: id, publication and anchor of a section
Row = tuple[int, int, str]
ROW = ("pk", "publication_id", "anchor")
LAST = Prepared(PublishedText.objects.order_by("-pk").values_list("pk")[:1])
ONE_WORD = Prepared(
    PublishedText.objects.filter(pk__gt=Given("after"), folded__shows=Given("word"))
    .order_by("-pk")
    .values_list(*ROW)[:MOST]
)
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


def sections(words: Sequence[str], year: str, dept: str, kind: Kind | None) -> list[Row]:
    """The newest ``MOST`` hits, the newest first.

    A common word has enough hits among the newest texts; only a rarer one needs the index. The
    index answers without order: asked for an order, a database would rather read every text.
    """
    last = next((key for (key,) in LAST.rows()), 0)
    found = _recent(words, year, dept, kind, last - RECENT)
    if len(found) < MOST and last > RECENT:
        texts = _holding(_narrowed(year, dept, kind), words, "holds")
        found = sorted(texts.order_by().values_list(*ROW), reverse=True)
    return found[:MOST]


def _recent(words: Sequence[str], year: str, dept: str, kind: Kind | None, after: int) -> list[Row]:
    """Most readers look for one word; what several ask for differs each time."""
    if not words[1:] and not (year or dept or kind):
        return ONE_WORD.rows(word=words[0], after=after)
    texts = _holding(_narrowed(year, dept, kind).filter(pk__gt=after), words, "shows")
    return list(texts.order_by("-pk").values_list(*ROW)[:MOST])


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
