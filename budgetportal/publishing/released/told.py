"""What is said with each stored file: for each of its copies a line ``*`` with the copy's ending,
then its headers, one a line.

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
    lines: list[str] = []
    for coding, ending in CODINGS.items():
        if ending in sizes:
            headers = _headers(said, coding, *sizes[ending], copies=len(sizes))
            lines += [f"*{ending}", *(f"{key}: {value}" for key, value in headers.items())]
    path = tree / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")


def told(tree: str, name: str, ending: str) -> Headers:
    """The headers of one copy; an OSError where the tree has none of that name."""
    headers, here = Headers(), False
    with open(f"{tree}/{FOLDER}/{name}", encoding="ascii") as file:
        for line in file.read().splitlines():
            if line.startswith("*"):
                here = line == f"*{ending}"
            elif here:
                key, _, headers[key] = line.partition(": ")
    if not headers:
        raise FileNotFoundError(f"{name}{ending}")
    return headers


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
