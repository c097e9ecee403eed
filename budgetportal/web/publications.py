"""Finding what is published."""

import json

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import from_json
from budgetportal.models import Artefact, Publication, Withdrawal
from budgetportal.publishing.intact import Damaged, is_intact
from budgetportal.rendering.notice import corrected


class Withdrawn(Exception):
    """A publication that was taken back; the message is the public reason."""


#: built once: its two NOT EXISTS cost as much as the rows of a small page
NEWEST = Publication.objects.newest()


def newest() -> QuerySet[Publication]:
    """The newest revision of every department and year."""
    return NEWEST.all()


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
    return find_among(year, dept, revision)[0]


def find_among(year: int, dept: str, revision: int | None) -> tuple[Publication, int]:
    """A revision as ``find`` finds it, and the number of the newest, both of one moment."""
    rows = Publication.objects.filter(year=year, department__code=dept).order_by("-revision")
    revisions = list(rows.select_related("department", "withdrawal"))
    # an address brings the number as text
    wanted = [each for each in revisions if revision is None or each.revision == int(revision)]
    if not wanted:
        raise Http404
    publication = wanted[0]
    for each in revisions:
        if each.revision >= publication.revision and hasattr(each, "withdrawal"):
            raise Withdrawn(each.withdrawal.reason)
    return publication, revisions[0].revision


def artefact(publication: Publication, name: str) -> Artefact:
    """One frozen file."""
    found = publication.artefacts.filter(name=name).first()
    if found is None:
        raise Http404
    return found


def page(publication: Publication, name: str, newest: int) -> bytes:
    """A frozen page; where a later revision stands, with the line that leads to it."""
    found = artefact(publication, name)
    if not is_intact(found):
        raise Damaged(found.file.name)
    with found.file.open("rb") as file:
        frozen: bytes = file.read()
    if newest == publication.revision:
        return frozen
    place = {"year": publication.year, "dept": publication.department.code}
    return corrected(frozen, reverse("disclosure", kwargs=place), newest)


def document(publication: Publication) -> Document:
    """The frozen document, read from its data.json."""
    with artefact(publication, "data.json").file.open("rb") as file:
        return from_json(json.load(file))
