"""Finding what is published."""

import json

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import from_json
from budgetportal.models import Artefact, Publication, Withdrawal
from budgetportal.rendering.notice import corrected

from .frozen import Damaged, is_intact


class Withdrawn(Exception):
    """A publication that was taken back; the message is the public reason."""


def newest() -> QuerySet[Publication]:
    """The newest revision of every department and year."""
    later = Publication.objects.filter(
        department=OuterRef("department"),
        year=OuterRef("year"),
        revision__gt=OuterRef("revision"),
    )
    # not withdrawal=None: PostgreSQL takes that outer join for a handful of rows, and plans badly
    withdrawn = Withdrawal.objects.filter(publication=OuterRef("pk"))
    newest = Publication.objects.filter(~Exists(later), ~Exists(withdrawn))
    return newest.select_related("department")


def standing() -> QuerySet[Publication]:
    """Every revision that neither was withdrawn nor stood before one that was."""
    taken = Withdrawal.objects.filter(
        publication__department=OuterRef("department"),
        publication__year=OuterRef("year"),
        publication__revision__gte=OuterRef("revision"),
    )
    return Publication.objects.exclude(Exists(taken)).select_related("department")


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


def page(publication: Publication, name: str) -> bytes:
    """A frozen page; where a later revision stands, with the line that leads to it."""
    found = artefact(publication, name)
    if not is_intact(found):
        raise Damaged(found.file.name)
    with found.file.open("rb") as file:
        frozen: bytes = file.read()
    newest = Publication.objects.filter(department=publication.department, year=publication.year)
    last = newest.values_list("revision", flat=True)[0]
    if last == publication.revision:
        return frozen
    place = {"year": publication.year, "dept": publication.department.code}
    return corrected(frozen, reverse("disclosure", kwargs=place), last)


def document(publication: Publication) -> Document:
    """The frozen document, read from its data.json."""
    with artefact(publication, "data.json").file.open("rb") as file:
        return from_json(json.load(file))
