"""One file of a tree: a second name of the frozen one, and its compressed copies."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

import brotli

from budgetportal.models import Artefact

from ..intact import Damaged, is_intact
from .told import Sizes

TEXT = {".html", ".json", ".csv"}
#: levels 9 and 11 save 3 and 11 % more bytes and cost 20 and 100 times as much
BROTLI_QUALITY = 6


def take(artefact: Artefact, path: Path) -> None:
    """A second name of the frozen file, or a copy where the storage is no local folder."""
    if not is_intact(artefact):
        raise Damaged(artefact.file.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(artefact.file.path, path)
    except (NotImplementedError, OSError):
        with artefact.file.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    moment = float(int(artefact.publication.published_at.timestamp()))
    os.utime(path, (moment, moment))
    compress(path)


def compress(path: Path) -> None:
    """Compressed once, for every reader; dated like the file itself."""
    if path.suffix not in TEXT:
        return
    content, dated = path.read_bytes(), path.stat().st_mtime
    for suffix, squeezed in (
        (".gz", gzip.compress(content, mtime=0)),
        (".br", brotli.compress(content, quality=BROTLI_QUALITY)),
    ):
        beside = path.with_name(path.name + suffix)
        beside.write_bytes(squeezed)
        os.utime(beside, (dated, dated))


def with_copies(path: Path) -> list[Path]:
    """A file and the compressed ones beside it."""
    copies = [path.with_name(path.name + suffix) for suffix in (".gz", ".br")]
    return [path, *(copies if path.suffix in TEXT else ())]


def link(source: Path, target: Path) -> None:
    """A second name of a stored file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    os.link(source, target)


def dated(path: Path) -> Sizes:
    """Size and time by ending of the copy: a file that differs later is not sent."""
    there = [file for file in with_copies(path) if file.exists()]
    found = {file.name[len(path.name) :]: file.stat() for file in there}
    return {ending: [s.st_size, int(s.st_mtime)] for ending, s in found.items()}
