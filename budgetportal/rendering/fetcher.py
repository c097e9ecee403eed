"""The only fetcher that the PDF has: our own static files, licensed fonts, and nothing else."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from django.conf import settings
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .static import static_file

#: an address that leads nowhere outside this fetcher
BASE = "https://static.invalid/"
#: below it, the files of FONT_DIR
LICENSED = "licensed/"
TYPES = {".css": "text/css"}


class StaticFetcher(URLFetcher):
    """Serves files of ``static/`` and FONT_DIR by name and refuses every other address."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The file behind one of our addresses."""
        path = path_of(url)
        if path is None:
            raise ValueError(f"the PDF may not fetch {url}")
        kind = TYPES.get(path.suffix, "application/octet-stream")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def path_of(url: str) -> Path | None:
    """The file behind an address, or None where it is none of ours."""
    return _path(unquote(url.removeprefix(BASE))) if url.startswith(BASE) else None


def _path(name: str) -> Path | None:
    if not name.startswith(LICENSED):
        return static_file(name)
    path = Path(settings.FONT_DIR) / PurePosixPath(name).name
    return path if settings.FONT_DIR and path.is_file() else None
