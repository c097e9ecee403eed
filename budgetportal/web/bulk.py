"""``/{year}/all.zip``: the stored file of a year, or the same bytes packed while read."""

from __future__ import annotations

from urllib.parse import quote

from django.core.cache import cache
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from budgetportal.models import Artefact
from budgetportal.publishing import gathering, packing

from .frozen import serve
from .ranges import cut, part, partial

KIND = "application/zip"


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponseBase:
    """What is published now; its validator is the same whichever way it comes."""
    stored = gathering.current(year)
    response = serve(request, stored, stored.made_at) if stored else _packed(request, year)
    if response.status_code in (200, 206):
        response["Content-Type"] = KIND
        _name(response, year)
    return response


def _packed(request: HttpRequest, year: int) -> HttpResponseBase:
    files = packing.files(year)
    if not files:
        raise Http404
    etag = f'"{packing.tag(files)}"'
    found = get_conditional_response(request, etag)
    response = found or _streamed(request, files, etag)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return response


def _streamed(request: HttpRequest, files: list[Artefact], etag: str) -> HttpResponseBase:
    condition = request.headers.get("If-Range", etag)
    if request.method != "GET":
        return StreamingHttpResponse(())
    if "Range" not in request.headers or condition != etag:
        return StreamingHttpResponse(packing.packed(files))
    size = _size(files, etag)
    wanted = part(request.headers["Range"], size)
    if wanted is None:
        return StreamingHttpResponse(packing.packed(files))
    return partial(cut(packing.packed(files), wanted), wanted, size)


def _size(files: list[Artefact], etag: str) -> int:
    """Bytes of the archive: made once and counted, by whoever first asks for a part of it."""
    return int(
        cache.get_or_set(
            f"archive-{etag[1:-1]}", lambda: sum(map(len, packing.packed(files))), None
        )
        or 0
    )


def _name(response: HttpResponseBase, year: int) -> None:
    named = quote(f"{year}年度部门预算公开（全部）.zip", safe="")
    plain = f"budget-{year}-all.zip"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{named}"
