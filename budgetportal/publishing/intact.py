"""Whether a stored file is what was stored: size and SHA-256, before a byte of it leaves."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache

from django.core.files.storage import default_storage

from budgetportal.models import Artefact, YearArchive

CHUNK = 64 * 1024
#: a file of a publication, or a year's archive of them
Stored = Artefact | YearArchive


class Damaged(Exception):
    """A stored file is missing or is not what was published; the message names it."""


def is_intact(stored: Stored) -> bool:
    """Whether the stored file has the size and the SHA-256 on record."""
    name = stored.file.name or ""
    try:
        if default_storage.size(name) != stored.size:
            return False
        modified = default_storage.get_modified_time(name)
        return _hash(name, stored.size, modified) == stored.sha256
    except OSError:
        return False


@lru_cache(maxsize=100_000)
def _hash(name: str, size: int, modified: datetime) -> str:
    """Read once for as long as size and time stay the same."""
    digest = hashlib.sha256()
    with default_storage.open(name, "rb") as file:
        for chunk in file.chunks(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
