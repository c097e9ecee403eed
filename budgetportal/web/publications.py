"""Finding what is published."""

import json

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import from_json
from budgetportal.models import Artefact, Publication, Withdrawal


class Withdrawn(Exception):
    """A publication that was taken back; the message is the public reason."""


def newest() -> QuerySet[Publication]:
    """The newest revision of every department and year."""
    last = Publication.objects.filter(
        department=OuterRef("department"), year=OuterRef("year")
    ).order_by("-revision")
    newest = Publication.objects.filter(pk=Subquery(last.values("pk")[:1]))
    return newest.filter(withdrawal=None).select_related("department")


def find(year: int, dept: str, revision: int | None) -> Publication:
    """A revision, or the newest; 404 for what does not exist and what is not public alike.

    Raises Withdrawn where this revision or a later one was withdrawn and none followed.
    """
    withdrawn = (
        Withdrawal.objects.filter(publication__year=year, publication__department__code=dept)
        .select_related("publication")
        .order_by("-publication__revision")
        .first()
    )
    found = Publication.objects.filter(year=year, department__code=dept)
    if revision is not None:
        found = found.filter(revision=revision)
    publication = found.select_related("department").order_by("-revision").first()
    if publication is None:
        raise Http404
    if withdrawn and publication.revision <= withdrawn.publication.revision:
        raise Withdrawn(withdrawn.reason)
    return publication


def artefact(publication: Publication, name: str) -> Artefact:
    """One frozen file."""
    found = publication.artefacts.filter(name=name).first()
    if found is None:
        raise Http404
    return found


def document(publication: Publication) -> Document:
    """The frozen document, read from its data.json."""
    with artefact(publication, "data.json").file.open("rb") as file:
        return from_json(json.load(file))
