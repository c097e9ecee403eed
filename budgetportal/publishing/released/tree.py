"""Building a tree: every revision's files once, the newest also at the address without number."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from pathlib import Path
from typing import Any

import brotli

from budgetportal.models import Artefact, Publication

from .pages import pages
from .places import new_tree, standing

PAGE = "index.html"
STAMP = ".state.json"
COMPRESSED = {".html", ".json", ".csv"}
#: levels 9 and 11 save 3 and 11 % more bytes and cost 20 and 100 times as much
BROTLI_QUALITY = 6
State = dict[str, Any]


def build(publications: list[Publication], state: State) -> Path:
    """The tree of one department's year; ``publications`` oldest first."""
    newest = publications[-1]
    year, code = newest.year, newest.department.code
    tree = new_tree(year, code)
    try:
        after = _after(standing(year, code))
        for publication in publications:
            _revision(publication, tree / f"r{publication.revision}", after)
        _link_files(tree / f"r{newest.revision}", tree)
        for place, content in pages(year, code, [p.revision for p in publications]):
            _store(tree / place / PAGE, content, after)
        (tree / STAMP).write_text(json.dumps(state))
    except BaseException:
        shutil.rmtree(tree, ignore_errors=True)
        raise
    return tree


def state_of(tree: Path) -> State | None:
    """What a tree was built from; None where that cannot be read."""
    try:
        found: State = json.loads((tree / STAMP).read_text())
    except (OSError, ValueError):
        return None
    return found


def _after(old: Path | None) -> float:
    """New files are dated later than the tree before: time and size are a file's tag."""
    return (old / STAMP).stat().st_mtime + 1 if old and (old / STAMP).exists() else 0


def _revision(publication: Publication, folder: Path, after: float) -> None:
    for artefact in publication.artefacts.all():
        path = folder / artefact.name
        path.parent.mkdir(parents=True, exist_ok=True)
        _take(artefact, path)
        _compress(path, path.read_bytes())


def _take(artefact: Artefact, path: Path) -> None:
    """A second name of the frozen file, or a copy where the storage is no local folder."""
    try:
        os.link(artefact.file.path, path)
    except (NotImplementedError, OSError):
        with artefact.file.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    moment = publication_moment(artefact.publication)
    os.utime(path, (moment, moment))


def publication_moment(publication: Publication) -> float:
    """The date of a revision's files: the same wherever and whenever a tree is built."""
    return float(int(publication.published_at.timestamp()))


def _store(path: Path, content: bytes, after: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    moment = max(path.stat().st_mtime, after)
    os.utime(path, (moment, moment))
    _compress(path, content)


def _compress(path: Path, content: bytes) -> None:
    """Compressed once, for every reader; dated like the file itself."""
    if path.suffix not in COMPRESSED:
        return
    dated = path.stat().st_mtime
    for suffix, squeezed in (
        (".gz", gzip.compress(content, mtime=0)),
        (".br", brotli.compress(content, quality=BROTLI_QUALITY)),
    ):
        beside = path.with_name(path.name + suffix)
        beside.write_bytes(squeezed)
        os.utime(beside, (dated, dated))


def _link_files(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, place)
