"""``Link`` headers (RFC 8288): how a page or file of a publication belongs to the others."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from budgetportal.licence import licence
from budgetportal.models import Publication

#: the files of a publication that a reader may want instead of the page, by media type
ALTERNATES = {
    "disclosure.pdf": "application/pdf",
    "tables.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "data.json": "application/json",
    "datapackage.zip": "application/zip",
}
#: what describes a file: its schema or its data package
DESCRIBED_BY = {"data.json": "schema", "tables/lines.csv": "datapackage.json"}


def address(publication: Publication, name: str = "") -> str:
    """The permanent address of a revision, or of one of its files."""
    place = {"year": publication.year, "dept": publication.department.code}
    return reverse("revision", kwargs={**place, "revision": publication.revision}) + name


def link_header(publication: Publication, name: str = "") -> str:
    """The value of the header for the page (no name) or a file."""
    return ", ".join(_links(publication, name))


def _links(publication: Publication, name: str) -> Iterator[str]:
    place = {"year": publication.year, "dept": publication.department.code}
    newest = reverse("disclosure", kwargs=place)
    yield _link(settings.SITE_URL + address(publication, name), "canonical")
    yield _link(licence().path, "license")
    yield _link(newest + name, "latest-version")
    yield _link(reverse("changes", kwargs=place), "version-history")
    if name:
        yield _link(address(publication), "collection", type="text/html")
    else:
        for file, media in ALTERNATES.items():
            yield _link(address(publication, file), "alternate", type=media)
        dataset = address(publication, "dataset.jsonld")
        yield _link(dataset, "describedby", type="application/ld+json")
    if described := DESCRIBED_BY.get(name or "data.json"):
        where = reverse("schema") if described == "schema" else address(publication, described)
        yield _link(where, "describedby")


def _link(target: str, relation: str, **more: str) -> str:
    details = "".join(f'; {key}="{value}"' for key, value in more.items())
    return f'<{target}>; rel="{relation}"{details}'
