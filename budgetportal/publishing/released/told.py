"""What is said with each stored file: the headers of its copies, one a line.

Whoever sends a file (the application, or nginx with ``deploy/published.lua``) reads them here, so
that both say the same.
"""

from __future__ import annotations

from email.utils import formatdate
from pathlib import Path

#: beside the pages and files: a name that no address has
FOLDER = ".headers"
#: endings of the copies, by content coding, the better first
CODINGS = {"br": ".br", "gzip": ".gz", "": ""}
Headers = dict[str, str]
#: bytes and whole seconds, by ending of the copy
Sizes = dict[str, list[int]]


def tell(tree: Path, name: str, said: Headers, sizes: Sizes) -> None:
    """Write what is said with each copy of a file of the tree."""
    for coding, ending in CODINGS.items():
        if ending in sizes:
            lines = _headers(said, coding, *sizes[ending], copies=len(sizes)).items()
            path = tree / FOLDER / f"{name}{ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(f"{key}: {value}\n" for key, value in lines))


def told(tree: str, copy: str) -> Headers:
    """The headers of one copy; an OSError where the tree has none of that name."""
    with open(f"{tree}/{FOLDER}/{copy}", encoding="ascii") as file:
        return dict(line.rstrip("\n").split(": ", 1) for line in file)


def _headers(said: Headers, coding: str, size: int, moment: int, *, copies: int) -> Headers:
    """A coded copy has a weak tag, and no digest of the plain bytes."""
    headers = dict(said)
    if coding:
        headers["ETag"] = f"W/{said['ETag'].removeprefix('W/')}"
        headers["Content-Encoding"] = coding
        headers.pop("Repr-Digest", None)
    if copies > 1:
        headers["Vary"] = "Accept-Encoding"
    dated = formatdate(moment, usegmt=True)
    return headers | {"Last-Modified": dated, "Content-Length": str(size)}
