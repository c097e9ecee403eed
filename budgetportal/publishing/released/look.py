"""What pages look like: trees are made again when templates, static files or headers change."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

#: counts up when a tree holds other files or headers than before
LAYOUT = 3


@cache
def look_of_pages() -> str:
    """A digest of every template, the names of the static files, and what headers depend on."""
    digest = hashlib.sha256(f"{LAYOUT} {settings.SITE_URL}".encode())
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        digest.update(path.read_bytes())
    digest.update(str(getattr(staticfiles_storage, "manifest_hash", "")).encode())
    return digest.hexdigest()[:16]
