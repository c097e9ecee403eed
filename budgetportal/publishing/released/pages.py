"""The pages of a department's year: the application's own answers to a reader without a name."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve

#: addresses below the department's year that never depend on who asks
PAGES = ("", "changes/", "citizens/")


def pages(year: int, code: str, revisions: list[int]) -> Iterator[tuple[str, bytes]]:
    """(address below the department's year, page)."""
    for place in (*PAGES, *(f"r{revision}/" for revision in revisions)):
        answer = _answer(f"/{year}/{code}/{place}")
        if answer is not None:
            yield place, answer


def _answer(address: str) -> bytes | None:
    """What the application answers at this address, if there is such a page."""
    site = urlsplit(settings.SITE_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address,
            "SERVER_NAME": site.hostname or "localhost",
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    try:
        view, args, kwargs = resolve(address)
        response: HttpResponse = view(request, *args, **kwargs)
    except (Resolver404, Http404):
        return None
    return bytes(response.content)
