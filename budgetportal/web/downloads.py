"""Downloads: the frozen files at the address of their revision, and at the newest one's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from budgetportal.publishing import said

from . import publications
from .frozen import serve


@require_safe
def download(
    request: HttpRequest, year: int, dept: str, name: str, revision: int | None = None
) -> HttpResponseBase:
    """One file, byte for byte as it was published."""
    publication = publications.find(year, dept, revision)
    found = publications.artefact(publication, name)
    response = serve(request, found, publication.published_at)
    headers = said.at(found, newest=revision is None)
    if response.status_code in (200, 206):
        headers |= said.of_content(found)
    for header, value in headers.items():
        response[header] = value
    return response
