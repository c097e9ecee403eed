"""Where the trees and the links to them stand."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

#: beside the years: a name that no address has
TREES = ".trees"


def root() -> Path:
    """What the server in front looks into."""
    return Path(settings.MEDIA_ROOT) / "published"


def link(year: int, code: str) -> Path:
    """The link of one department's year; its path is its address."""
    return root() / str(year) / code


def links() -> Iterator[tuple[int, str]]:
    """Every (year, department code) that stands."""
    for folder in sorted(root().glob("[0-9][0-9][0-9][0-9]")):
        yield from ((int(folder.name), entry.name) for entry in sorted(folder.iterdir()))


def new_tree(year: int, code: str) -> Path:
    """A name that is used once."""
    return root() / TREES / f"{year}-{code}-{secrets.token_hex(6)}"


def trees() -> Iterator[Path]:
    """Every tree, linked or not."""
    folder = root() / TREES
    yield from sorted(folder.iterdir()) if folder.is_dir() else ()


def standing(year: int, code: str) -> Path | None:
    """The tree that readers see now."""
    place = link(year, code)
    return place.resolve() if place.is_symlink() else None


def point(place: Path, tree: Path) -> None:
    """One rename: readers see what stood before, or the new tree."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = tree.with_suffix(".link")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.relpath(tree, place.parent))
    fresh.replace(place)
