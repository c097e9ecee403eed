"""The fast way to what is published: a file that stands in its tree is sent before Django begins.

The server in front does the same in the deployment; the tags, dates and headers are equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from email.utils import formatdate
from functools import cache
from io import BytesIO
from os import fstat
from typing import Any, BinaryIO
from wsgiref.util import FileWrapper

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.utils.module_loading import import_string

from budgetportal.publishing.released.places import root
from budgetportal.publishing.released.tree import COMPRESSED, PAGE

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
#: a page ends in a slash, a file has one of the endings of ``TYPES``
ADDRESS = re.compile(
    r"/(?P<place>\d{4}/[0-9A-Za-z]+)/(?P<path>(?:[a-z][a-z0-9]*/)*(?P<name>[a-z0-9]+\.[a-z]+)?)"
)
TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "zip": "application/zip",
}
#: headers do not name the address: these middlewares add the same to every answer of a type
GUARDS = ("HeadersMiddleware", "SecurityMiddleware")
#: always asked again, answered by 304: a correction or a withdrawal is seen at once
FRESH = "public, no-cache"


class Published:
    """WSGI: answers from the trees, and passes on what does not stand there."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        opened = self._open(environ)
        if opened is None:
            return self.application(environ, start_response)
        return _send(environ, start_response, *opened)

    def _open(self, environ: Environ) -> tuple[BinaryIO, str, str] | None:
        """The file asked for, its ending and its encoding; ranges and redirects are Django's."""
        asked = ADDRESS.fullmatch(environ["PATH_INFO"])
        if asked is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        name = asked["name"] or PAGE
        ending = name.rpartition(".")[2]
        if asked["name"] == PAGE or ending not in TYPES or not _plain(environ):
            return None
        path = (
            f"{root()}/{asked['place']}/{asked['path'][: -len(asked['name'] or '') or None]}{name}"
        )
        for encoding, suffix in _encodings(environ, ending):
            try:
                return open(path + suffix, "rb"), ending, encoding
            except OSError:
                continue
        return None


def _plain(environ: Environ) -> bool:
    if "HTTP_RANGE" in environ:
        return False
    return not settings.SECURE_SSL_REDIRECT or _secure(environ)


def _secure(environ: Environ) -> bool:
    name, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    return environ.get(name) == value or environ["wsgi.url_scheme"] == "https"


def _encodings(environ: Environ, ending: str) -> list[tuple[str, str]]:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "") if f".{ending}" in COMPRESSED else ""
    squeezed = [
        (name, suffix) for name, suffix in (("br", ".br"), ("gzip", ".gz")) if name in accepted
    ]
    return [*squeezed, ("", "")]


def _send(
    environ: Environ,
    start_response: Callable[..., Any],
    file: BinaryIO,
    ending: str,
    encoding: str,
) -> Iterable[bytes]:
    state = fstat(file.fileno())
    tag = f'"{int(state.st_mtime):x}-{state.st_size:x}"'
    headers = [
        ("ETag", tag),
        ("Last-Modified", formatdate(int(state.st_mtime), usegmt=True)),
        ("Cache-Control", FRESH),
        *guards(TYPES[ending]),
    ]
    if f".{ending}" in COMPRESSED:
        headers.append(("Vary", "Accept-Encoding"))
    if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
        file.close()
        start_response("304 Not Modified", headers)
        return []
    headers += [("Content-Type", TYPES[ending]), ("Content-Length", str(state.st_size))]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start_response("200 OK", headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        file.close()
        return []
    wrapper: Callable[[BinaryIO], Iterable[bytes]] = environ.get("wsgi.file_wrapper", FileWrapper)
    return wrapper(file)


@cache
def guards(content_type: str) -> tuple[tuple[str, str], ...]:
    """The protecting headers of an answer of this type, asked from the middlewares themselves."""
    found = HttpResponse(content_type=content_type)
    handler: Callable[[Any], Any] = lambda request: found  # noqa: E731
    for path in reversed(settings.MIDDLEWARE):
        if path.rpartition(".")[2] in GUARDS:
            handler = import_string(path)(handler)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/healthz",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "443",
            "wsgi.url_scheme": settings.SITE_URL.partition(":")[0],
            "wsgi.input": BytesIO(),
        }
    )
    answer = handler(request)
    return tuple((k, v) for k, v in answer.items() if k != "Content-Type")
