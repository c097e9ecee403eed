"""Publications of earlier versions: what has been kept of a publication since is added.

The first versions froze the data and the downloads only; the public pages came later, and the rows
that search, lists and totals read; later still dots in names became one. All of it follows from
the frozen data; no frozen file changes.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from budgetportal.disclosure.jsonform import from_json
from budgetportal.models import Artefact, Publication, PublishedFigure, PublishedText
from budgetportal.models.append_only import protect, release
from budgetportal.models.searching import DOTS

from .artefacts import PAGE, pages, store, sums
from .indexing import index

log = logging.getLogger("budgetportal.released")


def earlier() -> QuerySet[Publication]:
    """Publications without a page or the rows of their figures, or with texts that search misses:
    those whose dots stand as they were written."""
    dotted = (Q(folded__holds=dot) for dot in map(chr, DOTS))
    missed = PublishedText.objects.filter(reduce(or_, dotted)).values("publication")
    page = Artefact.objects.filter(publication=OuterRef("pk"), name=PAGE)
    figure = PublishedFigure.objects.filter(publication=OuterRef("pk"))
    whole = Q(Exists(page), Exists(figure)) & ~Q(pk__in=missed)
    return Publication.objects.exclude(whole).exclude(artefacts=None)


def complete() -> None:
    """Each as this version would have published it; one whose data cannot be read is left."""
    for publication in earlier().select_related("department"):
        try:
            _complete(publication)
        except (OSError, ValueError, KeyError) as error:
            log.error("%s of an earlier version cannot be completed: %r", publication, error)


@transaction.atomic
def _complete(publication: Publication) -> None:
    files = dict(_frozen(publication))
    document = from_json(json.loads(files["data.json"]))
    with _lifted():
        for rows in ("texts", "lines", "flows", "figures"):
            getattr(publication, rows).all().delete()
        Publication.objects.filter(pk=publication.pk).update(**sums(document))
    index(publication, document)
    made = pages(document, files)
    store(publication, {name: made[name] for name in made if name not in files})


def _frozen(publication: Publication) -> Iterator[tuple[str, bytes]]:
    for artefact in publication.artefacts.all():
        with artefact.file.open("rb") as file:
            yield artefact.name, file.read()


@contextmanager
def _lifted() -> Iterator[None]:
    """Within one transaction the database lets rows of publications be written anew."""
    release()
    yield
    protect()
