"""The fast way to what is published: a file that stands in its tree is sent before Django begins.

The headers are those of the application's own answer, kept when the tree was built. A file whose
size or time is no longer what it was then is left to Django, which compares hashes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from io import FileIO
from typing import Any
from wsgiref.util import FileWrapper

from django.conf import settings

from budgetportal.publishing.released.places import root
from budgetportal.publishing.released.tree import PAGE

from .copies import Copy, chosen

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
#: a page ends in a slash, a file in a name
ADDRESS = re.compile(r"/(\d{4}/[0-9A-Za-z]+)/((?:[a-z][a-z0-9]*/)*(?:[a-z0-9_]+\.[a-z]+)?)")


class Published:
    """WSGI: answers from the trees, and passes on what does not stand there."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = ADDRESS.fullmatch(environ["PATH_INFO"])
        if asked is not None and _plain(environ, page=environ["PATH_INFO"].endswith("/")):
            answer = _answer(environ, start_response, *asked.groups())
            if answer is not None:
                return answer
        return self.application(environ, start_response)


def _plain(environ: Environ, *, page: bool) -> bool:
    """Whether a whole file can be sent here; parts and redirects to https are Django's."""
    method = environ["REQUEST_METHOD"]
    if method not in ("GET", "HEAD"):
        return False
    if method == "GET" and not page and "HTTP_RANGE" in environ:
        return False
    return not settings.SECURE_SSL_REDIRECT or _secure(environ)


def _secure(environ: Environ) -> bool:
    name, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    return environ.get(name) == value or environ["wsgi.url_scheme"] == "https"


def _answer(
    environ: Environ, start_response: Callable[..., Any], place: str, path: str
) -> Iterable[bytes] | None:
    link = f"{root()}/{place}"
    if path.endswith(PAGE):
        return None
    try:
        tree = os.path.join(os.path.dirname(link), os.readlink(link))
        name = path + PAGE if path.endswith("/") or not path else path
        ending, copy = chosen(tree, name, environ.get("HTTP_ACCEPT_ENCODING", ""))
        file = FileIO(f"{tree}/{name}{ending}")
    except OSError:
        return None
    if not copy.is_of(os.fstat(file.fileno())):
        file.close()
        return None
    return _send(environ, start_response, file, copy)


def _send(
    environ: Environ, start_response: Callable[..., Any], file: FileIO, copy: Copy
) -> Iterable[bytes]:
    known = copy.is_known(environ)
    if known:
        start_response("304 Not Modified", copy.unchanged)
    else:
        start_response("200 OK", list(copy.headers.items()))
    if known or environ["REQUEST_METHOD"] == "HEAD":
        file.close()
        return []
    wrapper: Callable[[FileIO], Iterable[bytes]] = environ.get("wsgi.file_wrapper", FileWrapper)
    return wrapper(file)
