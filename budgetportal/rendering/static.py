"""Our own static files by name."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation


def static_file(name: str) -> Path | None:
    """Where a static file lies, or None."""
    try:
        found = finders.find(name)
    except SuspiciousFileOperation:  # a name that leads out of static/
        return None
    return Path(found) if isinstance(found, str) else None


def read_static(name: str) -> str:
    """The text of a static file."""
    path = static_file(name)
    if path is None:
        raise FileNotFoundError(f"static file {name} is missing")
    return path.read_text(encoding="utf-8")
