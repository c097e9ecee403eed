"""Parts of files (RFC 9110, section 14): several at once get the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

ONE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class Part(NamedTuple):
    """From ``start`` up to, not including, ``end``; empty where it lies behind the file's end."""

    start: int
    end: int

    @property
    def is_empty(self) -> bool:
        return self.start >= self.end


def part(header: str, size: int) -> Part | None:
    """What a ``Range`` header asks of a file; None where the whole file is the answer."""
    found = ONE.fullmatch(header.replace(" ", ""))
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return Part(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return Part(int(first), min(int(last) + 1, size) if last else size)


def partial(
    content: Iterable[bytes], wanted: Part, size: int, kind: str | None = None
) -> HttpResponseBase:
    """The answer that holds one part of a file: 206, or 416 where it lies behind the file's end."""
    if wanted.is_empty:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(content, content_type=kind, status=206)
    response["Content-Range"] = f"bytes {wanted.start}-{wanted.end - 1}/{size}"
    response["Content-Length"] = str(wanted.end - wanted.start)
    return response


def cut(chunks: Iterable[bytes], wanted: Part) -> Iterator[bytes]:
    """The part of a stream, which is read no further than the part goes."""
    at = 0
    for chunk in chunks:
        piece = chunk[max(0, wanted.start - at) : wanted.end - at]
        at += len(chunk)
        if piece:
            yield piece
        if at >= wanted.end:
            return
