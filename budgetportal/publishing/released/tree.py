"""Building a tree: every revision's files once, the newest also at the address without number."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli

from budgetportal.models import Artefact, Publication

from .answers import NUMBERED, PAGES, NoAnswer, answer, headers
from .places import new_tree, standing
from .told import Sizes, tell

PAGE = "index.html"
STAMP = ".state.json"
TEXT = {".html", ".json", ".csv"}
#: levels 9 and 11 save 3 and 11 % more bytes and cost 20 and 100 times as much
BROTLI_QUALITY = 6
State = dict[str, Any]


def build(publications: list[Publication], state: State) -> Path:
    """The tree of one department's year; ``publications`` oldest first."""
    newest = publications[-1]
    year, code = newest.year, newest.department.code
    tree = new_tree(year, code)
    address = f"/{year}/{code}/"
    try:
        after = _after(standing(year, code))
        sent = dict(_files(publications, tree, address))
        numbered = (f"r{p.revision}/{page}" for p in publications for page in NUMBERED)
        for place in (*PAGES, *numbered):
            sent |= _page(tree / place, f"{address}{place}", place, after)
        sizes = {name: _dated(tree / name) for name in sent}
        for name, said in sent.items():
            tell(tree, name, said, sizes[name])
        (tree / STAMP).write_text(json.dumps({"state": state, "files": sizes}))
    except BaseException:
        shutil.rmtree(tree, ignore_errors=True)
        raise
    return tree


def stamp_of(tree: Path) -> dict[str, Any]:
    """What a tree was built from, and its files' sizes; empty where that cannot be read."""
    try:
        found: dict[str, Any] = json.loads((tree / STAMP).read_text())
    except (OSError, ValueError):
        return {}
    return found


def state_of(tree: Path) -> State | None:
    """What a tree was built from."""
    return stamp_of(tree).get("state")


def is_whole(tree: Path) -> bool:
    """Whether every file has the size and the time that it was stored with."""
    files: dict[str, Sizes] = stamp_of(tree).get("files", {})
    return all(_dated(tree / name) == sizes for name, sizes in files.items())


def _after(old: Path | None) -> float:
    """New files are dated later than the tree before: time and size are a file's tag."""
    return (old / STAMP).stat().st_mtime + 1 if old and (old / STAMP).exists() else 0


def _files(
    publications: list[Publication], tree: Path, address: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """Every file at the address of its revision, the newest one's without number too."""
    for publication in publications:
        place = f"r{publication.revision}/"
        for artefact in publication.artefacts.all():
            if artefact.name.endswith(PAGE):
                continue  # a frozen page: the answer at its address adds what came after it
            path = tree / place / artefact.name
            _take(artefact, path)
            yield f"{place}{artefact.name}", _said(f"{address}{place}{artefact.name}")
            if publication is publications[-1]:
                for name in _with_copies(path):
                    _link(name, tree / name.relative_to(tree / place))
                yield artefact.name, _said(f"{address}{artefact.name}")


def _said(address: str) -> dict[str, str]:
    response = answer(address, method="HEAD")
    if response is None:
        raise NoAnswer(f"{address} 404")
    return headers(response)


def _page(folder: Path, address: str, place: str, after: float) -> dict[str, dict[str, str]]:
    response: Any = answer(address)
    if response is None:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PAGE
    path.unlink(missing_ok=True)  # never written through a second name of a frozen file
    path.write_bytes(response.content)
    moment = max(path.stat().st_mtime, after)
    os.utime(path, (moment, moment))
    _compress(path)
    return {f"{place}{PAGE}": headers(response)}


def _take(artefact: Artefact, path: Path) -> None:
    """A second name of the frozen file, or a copy where the storage is no local folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(artefact.file.path, path)
    except (NotImplementedError, OSError):
        with artefact.file.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    moment = float(int(artefact.publication.published_at.timestamp()))
    os.utime(path, (moment, moment))
    _compress(path)


def _compress(path: Path) -> None:
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


def _with_copies(path: Path) -> list[Path]:
    copies = [path.with_name(path.name + suffix) for suffix in (".gz", ".br")]
    return [path, *(copies if path.suffix in TEXT else ())]


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    os.link(source, target)


def _dated(path: Path) -> Sizes:
    """Size and time by ending of the copy: a file that differs later is not sent."""
    there = [file for file in _with_copies(path) if file.exists()]
    found = {file.name[len(path.name) :]: file.stat() for file in there}
    return {ending: [s.st_size, int(s.st_mtime)] for ending, s in found.items()}
