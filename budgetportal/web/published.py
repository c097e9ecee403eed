"""The fast way to what is published: a file that stands in its tree is sent before Django begins.

The headers are those of the application's own answer, kept when the tree was built. A file whose
size or time is no longer what it was then is left to Django, which compares hashes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from io import FileIO
from pathlib import Path
from typing import Any
from wsgiref.util import FileWrapper

from django.conf import settings

from budgetportal.publishing.released.places import root
from budgetportal.publishing.released.tree import PAGE, stamp_of

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
#: a page ends in a slash, a file in a name
ADDRESS = re.compile(r"/(\d{4}/[0-9A-Za-z]+)/((?:[a-z][a-z0-9]*/)*(?:[a-z0-9]+\.[a-z]+)?)")
CODINGS = (("br", ".br"), ("gzip", ".gz"), ("", ""))


@dataclass(frozen=True)
class Copy:
    """A file as it is sent in one coding: its headers, its tag, its size and time."""

    suffix: str
    headers: list[tuple[str, str]]
    tag: str
    stat: tuple[int, int]


class Published:
    """WSGI: answers from the trees, and passes on what does not stand there."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = ADDRESS.fullmatch(environ["PATH_INFO"])
        if asked is not None and _plain(environ):
            answer = _answer(environ, start_response, *asked.groups())
            if answer is not None:
                return answer
        return self.application(environ, start_response)


def _plain(environ: Environ) -> bool:
    """Whether a whole file can be sent here; parts and redirects to https are Django's."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_RANGE" in environ:
        return False
    return not settings.SECURE_SSL_REDIRECT or _secure(environ)


def _secure(environ: Environ) -> bool:
    name, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    return environ.get(name) == value or environ["wsgi.url_scheme"] == "https"


def _answer(
    environ: Environ, start_response: Callable[..., Any], place: str, path: str
) -> Iterable[bytes] | None:
    link = f"{root()}/{place}"
    try:
        tree = os.path.join(os.path.dirname(link), os.readlink(link))
        name = path + PAGE if path.endswith("/") or not path else path
        copies = _table(tree).get(name, {})
        copy = copies.get(_coding(environ, copies))
        if copy is None or path.endswith(PAGE):
            return None
        file = FileIO(f"{tree}/{name}{copy.suffix}")
    except OSError:
        return None
    stat = os.fstat(file.fileno())
    if (stat.st_size, int(stat.st_mtime)) != copy.stat:
        file.close()
        return None
    return _send(environ, start_response, file, copy)


@lru_cache(maxsize=20_000)
def _table(tree: str) -> dict[str, dict[str, Copy]]:
    """A tree never changes: it is read once."""
    files = stamp_of(Path(tree)).get("files", {})
    return {name: dict(_copies(told["headers"], told["sizes"])) for name, told in files.items()}


def _copies(said: dict[str, str], sizes: dict[str, list[int]]) -> Iterator[tuple[str, Copy]]:
    """By content coding; a coded copy has a weak tag, and no digest of the plain bytes."""
    for coding, suffix in CODINGS:
        if suffix not in sizes:
            continue
        headers = dict(said)
        size, moment = sizes[suffix]
        if coding:
            headers["ETag"] = f"W/{said['ETag'].removeprefix('W/')}"
            headers["Content-Encoding"] = coding
            headers.pop("Repr-Digest", None)
        headers["Last-Modified"] = formatdate(moment, usegmt=True)
        if len(sizes) > 1:
            headers["Vary"] = "Accept-Encoding"
        tag = said["ETag"].removeprefix("W/")
        yield coding, Copy(suffix, list(headers.items()), tag, (size, moment))


def _coding(environ: Environ, copies: dict[str, Copy]) -> str:
    """What the reader takes; plain where the wish is not simple."""
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    if "q=0" in accepted:
        return ""
    return next((coding for coding in copies if coding and coding in accepted), "")


def _send(
    environ: Environ, start_response: Callable[..., Any], file: FileIO, copy: Copy
) -> Iterable[bytes]:
    known = copy.tag in environ.get("HTTP_IF_NONE_MATCH", "")
    if known:
        start_response("304 Not Modified", copy.headers)
    else:
        start_response("200 OK", [*copy.headers, ("Content-Length", str(copy.stat[0]))])
    if known or environ["REQUEST_METHOD"] == "HEAD":
        file.close()
        return []
    wrapper: Callable[[FileIO], Iterable[bytes]] = environ.get("wsgi.file_wrapper", FileWrapper)
    return wrapper(file)
