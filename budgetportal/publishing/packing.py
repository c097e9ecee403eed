"""Everything of a year as the bytes of one zip: the same bytes for the same files, always."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from budgetportal.models import Artefact, Publication
from budgetportal.rendering.frozen_zip import EPOCH

from .intact import CHUNK, Damaged, is_intact

#: formats that shrink; the others are stored as they are
SHRINKS = (".csv", ".json", ".html")


def files(year: int) -> list[Artefact]:
    """The newest revision of every department, each in a folder of its code."""
    found = (
        Artefact.objects.filter(publication__in=Publication.objects.newest().filter(year=year))
        .exclude(name="datapackage.zip")
        .exclude(name__endswith=".html")
        .select_related("publication__department")
    )
    return sorted(found, key=path)


def path(artefact: Artefact) -> str:
    """Where a file stands in the archive."""
    return f"{artefact.publication.department.code}/{artefact.name}"


def tag(files: Iterable[Artefact]) -> str:
    """A digest of what is packed: the archive's address and validator."""
    lines = (f"{path(file)} {file.sha256}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def packed(files: Iterable[Artefact]) -> Iterator[bytes]:
    """The bytes, one file at a time: memory does not grow with the year.

    A damaged file ends the archive before its directory is written: no program opens it.
    """
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:  # type: ignore[call-overload]
        for artefact in files:
            if not is_intact(artefact):
                raise Damaged(artefact.file.name)
            yield from _packed(archive, outlet, artefact)
    yield from outlet.drain()


def _packed(archive: zipfile.ZipFile, outlet: Outlet, artefact: Artefact) -> Iterator[bytes]:
    entry = zipfile.ZipInfo(path(artefact), EPOCH)
    shrinks = artefact.name.endswith(SHRINKS)
    entry.compress_type = zipfile.ZIP_DEFLATED if shrinks else zipfile.ZIP_STORED
    with archive.open(entry, "w") as target, artefact.file.open("rb") as source:
        for chunk in source.chunks(CHUNK):
            target.write(chunk)
            yield from outlet.drain()
    yield from outlet.drain()


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


class Measured(io.RawIOBase):
    """Bytes as a file that is read once, from its start, for any storage; measured on the way."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.size, self.digest = 0, hashlib.sha256()
        self._chunks, self._rest = filter(None, chunks), b""  # an empty one is no end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._rest = self._rest or next(self._chunks, b"")
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        self.size += len(piece)
        self.digest.update(piece)
        return len(piece)
