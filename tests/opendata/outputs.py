"""Everything that leaves the building, as text: files inside files inside files."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from functools import cache

import pypdf


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """(path, text) of a file and of all in it: archives, workbooks, PDF pages, attachments."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from texts(f"{name}/{inner}", archive.read(inner))
    elif content.startswith(b"%PDF"):
        yield from ((f"{name}/{part}", text) for part, text in _pdf(content))
    elif content.startswith(b"\x1f\x8b"):
        yield from texts(name, gzip.decompress(content))
    else:
        yield name, content.decode("utf-8", errors="replace")


@cache
def _pdf(content: bytes) -> tuple[tuple[str, str], ...]:
    return tuple(_read(content))


def _read(content: bytes) -> Iterator[tuple[str, str]]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    yield "pages", "".join("".join(page.extract_text().split()) for page in reader.pages)
    yield "metadata", f"{reader.metadata} {reader.xmp_metadata and _xmp(reader)}"
    for inner, parts in reader.attachments.items():
        for part in parts:
            yield from texts(inner, part)


def _xmp(reader: pypdf.PdfReader) -> str:
    return reader.trailer["/Root"]["/Metadata"].get_data().decode()
