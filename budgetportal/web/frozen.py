"""Frozen files over HTTP: validators, parts and compression of bytes that never change.

Every file is compared with its SHA-256 before the first byte leaves, once in each process for as
long as size and time of the stored file stay the same; a file that differs is not served.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

from budgetportal.publishing.intact import CHUNK, Damaged, Stored, is_intact
from budgetportal.publishing.said import digest, tag

from .coding import accepted, encode
from .ranges import Part, part, partial

#: formats that shrink; the others are compressed already
TEXT = ("csv", "json")


def serve(request: HttpRequest, artefact: Stored, modified: datetime) -> HttpResponseBase:
    """The file, the part asked for, or nothing where the reader has it already."""
    if not is_intact(artefact):
        raise Damaged(artefact.file.name)
    stamp = int(modified.timestamp())
    text = artefact.name.endswith(TEXT)
    coding = accepted(request, artefact.size) if text and "Range" not in request.headers else ""
    etag = f"W/{tag(artefact)}" if coding else tag(artefact)
    response = get_conditional_response(request, etag, stamp) or _body(
        request, artefact, stamp, coding
    )
    response["ETag"] = etag
    response["Last-Modified"] = http_date(stamp)
    if response.status_code == 200:
        response["Accept-Ranges"] = "bytes"
    if text:
        patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _body(request: HttpRequest, artefact: Stored, stamp: int, coding: str) -> HttpResponseBase:
    if coding:
        return _encoded(artefact, coding)
    wanted = _wanted(request, artefact, stamp)
    if wanted is None:
        response: HttpResponseBase = _whole(request, artefact)
    else:
        response = partial(_read(artefact, wanted), wanted, artefact.size)
    response["Repr-Digest"] = digest(artefact)
    return response


def _whole(request: HttpRequest, artefact: Stored) -> HttpResponseBase:
    content = _read(artefact, Part(0, artefact.size)) if request.method == "GET" else ()
    response = StreamingHttpResponse(content)
    response["Content-Length"] = str(artefact.size)
    return response


def _encoded(artefact: Stored, coding: str) -> HttpResponse:
    with artefact.file.open("rb") as file:
        content = encode(file.read(), coding)
    return HttpResponse(content, headers={"Content-Encoding": coding})


def _wanted(request: HttpRequest, artefact: Stored, stamp: int) -> Part | None:
    """The part asked for, where If-Range, if any, names this very file."""
    condition = request.headers.get("If-Range", "")
    same = condition in ("", tag(artefact)) or parse_http_date_safe(condition) == stamp
    if request.method != "GET" or not same:
        return None
    return part(request.headers.get("Range", ""), artefact.size)


def _read(artefact: Stored, wanted: Part) -> Iterator[bytes]:
    with artefact.file.open("rb") as file:
        file.seek(wanted.start)
        left = wanted.end - wanted.start
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
