"""Building a tree: every revision's files once, the newest also at the address without number."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from budgetportal.models import Artefact, Publication

from .. import said
from .answers import NUMBERED, PAGES, NoAnswer, answer, headers
from .places import new_tree, standing
from .stored import compress, dated, link, take, with_copies
from .told import Headers, Sizes, tell

PAGE = "index.html"
STAMP = ".state.json"
State = dict[str, Any]


def build(publications: list[Publication], state: State) -> Path:
    """The tree of one department's year; ``publications`` oldest first."""
    newest = publications[-1]
    year, code = newest.year, newest.department.code
    tree = new_tree(year, code)
    address = f"/{year}/{code}/"
    try:
        after = _after(standing(year, code))
        sent = dict(_files(_artefacts(publications), newest, tree, address))
        numbered = (f"r{p.revision}/{page}" for p in publications for page in NUMBERED)
        for place in (*PAGES, *numbered):
            sent |= _page(tree / place, f"{address}{place}", place, after)
        sizes = {name: dated(tree / name) for name in sent}
        for name in sent:
            tell(tree, name, sent[name], sizes[name])
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
    return all(dated(tree / name) == sizes for name, sizes in files.items())


def _after(old: Path | None) -> float:
    """New files are dated later than the tree before: time and size are a file's tag."""
    return (old / STAMP).stat().st_mtime + 1 if old and (old / STAMP).exists() else 0


def _artefacts(publications: list[Publication]) -> list[Artefact]:
    """Without the frozen pages: the answers at their addresses add what came after them."""
    found = (artefact for each in publications for artefact in each.artefacts.all())
    return [artefact for artefact in found if not artefact.name.endswith(PAGE)]


def _files(
    artefacts: list[Artefact], newest: Publication, tree: Path, address: str
) -> Iterator[tuple[str, Headers]]:
    """Every file at the address of its revision, the newest one's without number too."""
    kinds = _kinds(artefacts, address)
    for artefact in artefacts:
        place = _place(artefact)
        path = tree / place
        kind = kinds[path.suffix]
        take(artefact, path)
        yield place, kind | said.whole(artefact, newest=False)
        if artefact.publication == newest:
            for copy in with_copies(path):
                link(copy, (tree / artefact.name).with_name(copy.name))
            yield artefact.name, kind | said.whole(artefact, newest=True)


def _kinds(artefacts: list[Artefact], address: str) -> dict[str, Headers]:
    """What the application says of a file, by ending: all but what is a file's own is the same."""
    places = {Path(place).suffix: place for place in map(_place, artefacts)}
    return {ending: _said(f"{address}{place}") for ending, place in places.items()}


def _place(artefact: Artefact) -> str:
    return f"r{artefact.publication.revision}/{artefact.name}"


def _said(address: str) -> Headers:
    response = answer(address, method="HEAD")
    if response is None:
        raise NoAnswer(f"{address} 404")
    return headers(response)


def _page(folder: Path, address: str, place: str, after: float) -> dict[str, Headers]:
    response: Any = answer(address)
    if response is None:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PAGE
    path.unlink(missing_ok=True)  # never written through a second name of a frozen file
    path.write_bytes(response.content)
    moment = max(path.stat().st_mtime, after)
    os.utime(path, (moment, moment))
    compress(path)
    return {f"{place}{PAGE}": headers(response)}
