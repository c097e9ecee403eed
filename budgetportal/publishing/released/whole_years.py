"""The archive of a year as a file that the server in front finds itself."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.files.storage import default_storage

from .places import root

#: beside the years: a name that no address has
YEARS = ".years"


def place(year: int) -> Path:
    """Where ``/{year}/all.zip`` stands."""
    return root() / YEARS / f"{year}.zip"


def put_up(year: int, name: str) -> None:
    """Point the address at the stored file; in a bucket it is the application's to send."""
    path = _local(name)
    if path is None:
        return
    place(year).parent.mkdir(parents=True, exist_ok=True)
    fresh = place(year).with_suffix(".link")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.relpath(path, fresh.parent))
    fresh.replace(place(year))


def take_down(year: int) -> None:
    """From now on the application answers."""
    place(year).unlink(missing_ok=True)


def shows(year: int, name: str) -> bool:
    """Whether the address leads to this file, or to the application."""
    path = _local(name)
    return not place(year).exists() or (path is not None and place(year).samefile(path))


def _local(name: str) -> str | None:
    try:
        return default_storage.path(name)
    except NotImplementedError:
        return None
