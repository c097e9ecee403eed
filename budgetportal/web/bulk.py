"""``/{year}/all.zip``: everything of a year, streamed; memory does not grow with it."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
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
from budgetportal.rendering.frozen_zip import EPOCH

from .frozen import CHUNK, Damaged, is_intact
from .publications import newest
from .ranges import cut, part, partial

#: formats that shrink; the others are stored as they are
SHRINKS = (".csv", ".json", ".html")


class Outlet:
    """Takes what the archive writes, and hands it on."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, content: bytes) -> int:
        self.waiting.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing is held back."""

    def drain(self) -> Iterator[bytes]:
        """What was written since."""
        yield from self.waiting
        self.waiting.clear()


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponseBase:
    """The newest revision of every department, each in a folder of its code."""
    files = list(
        Artefact.objects.filter(publication__in=newest().filter(year=year))
        .exclude(name="datapackage.zip")
        .exclude(name__endswith=".html")
        .select_related("publication__department")
        .order_by("publication__department__code", "name")
    )
    if not files:
        raise Http404
    digest = hashlib.sha256("".join(file.sha256 for file in files).encode()).hexdigest()
    etag = f'"{digest}"'
    found = get_conditional_response(request, etag)
    response = found or _streamed(request, files, etag)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    if not found:
        _name(response, year)
    return response


def _streamed(request: HttpRequest, files: list[Artefact], etag: str) -> HttpResponseBase:
    kind = "application/zip"
    condition = request.headers.get("If-Range", etag)
    if request.method != "GET":
        return StreamingHttpResponse((), content_type=kind)
    if "Range" not in request.headers or condition != etag:
        return StreamingHttpResponse(archive(files), content_type=kind)
    size = _size(files, etag)
    wanted = part(request.headers["Range"], size)
    if wanted is None:
        return StreamingHttpResponse(archive(files), content_type=kind)
    return partial(cut(archive(files), wanted), wanted, size, kind)


def _size(files: list[Artefact], etag: str) -> int:
    """Bytes of the archive: made once and counted, by whoever first asks for a part of it."""
    return int(
        cache.get_or_set(f"archive-{etag[1:-1]}", lambda: sum(map(len, archive(files))), None) or 0
    )


def _name(response: HttpResponseBase, year: int) -> None:
    named = quote(f"{year}年度部门预算公开（全部）.zip", safe="")
    plain = f"budget-{year}-all.zip"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{named}"


def archive(files: Iterable[Artefact]) -> Iterator[bytes]:
    """The bytes of a zip, one file at a time; the same for the same files.

    A damaged file ends the archive before its directory is written: no program opens it.
    """
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w") as packed:  # type: ignore[call-overload]
        for artefact in files:
            if not is_intact(artefact):
                raise Damaged(artefact.file.name)
            yield from _packed(packed, outlet, artefact)
    yield from outlet.drain()


def _packed(packed: zipfile.ZipFile, outlet: Outlet, artefact: Artefact) -> Iterator[bytes]:
    code = artefact.publication.department.code
    entry = zipfile.ZipInfo(f"{code}/{artefact.name}", EPOCH)
    shrinks = artefact.name.endswith(SHRINKS)
    entry.compress_type = zipfile.ZIP_DEFLATED if shrinks else zipfile.ZIP_STORED
    with packed.open(entry, "w") as target, artefact.file.open("rb") as source:
        for chunk in source.chunks(CHUNK):
            target.write(chunk)
            yield from outlet.drain()
    yield from outlet.drain()
