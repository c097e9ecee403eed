"""What the application answers a reader without a name: its pages and headers, to be stored."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.response import HttpResponseBase

#: addresses below the department's year that never depend on who asks
PAGES = ("", "changes/", "citizens/")
#: and below each of its revisions
NUMBERED = ("", "citizens/")
#: said anew by whoever sends the file
OURS = {"content-length", "content-encoding", "vary", "last-modified"}


class NoAnswer(Exception):
    """The application does not answer where it should; the message is the address and status."""


def answer(address: str, *, method: str = "GET") -> HttpResponseBase | None:
    """The application's own answer, through every middleware; None where there is no such page."""
    site = urlsplit(settings.SITE_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": method,
            "PATH_INFO": address,
            "SERVER_NAME": site.hostname or "localhost",
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    response = _handler().get_response(request)
    if response.status_code == 404:
        return None
    if response.status_code != 200:
        raise NoAnswer(f"{address} {response.status_code}")
    return response


def headers(response: HttpResponseBase) -> dict[str, str]:
    """The headers that a stored file is sent with."""
    return {name: value for name, value in response.items() if name.lower() not in OURS}


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()
