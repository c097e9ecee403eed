"""Published files on a local disk: safely written before they count, and read-only after."""

from __future__ import annotations

import os
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="budgetportal.storage.DurableStorage")
class DurableStorage(FileSystemStorage):
    """A file that is saved has reached the disk, and its name too: a power cut loses neither.

    The database commits a publication only after all its files were saved.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"file_permissions_mode": 0o444, **options})

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        saved = super().save(name, content, max_length)
        path = self.path(saved)
        for place in (path, os.path.dirname(path)):
            descriptor = os.open(place, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return saved
