"""Open a stranger's PDF: whatever it is made of, the answer is its files or nothing, and soon."""

from __future__ import annotations

import io
import json
import logging
import re
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import from_json

# a stranger's file may be wrong in ten thousand places, and the verdict is one
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

DATA, TABLES = "data.json", "tables.xlsx"
#: no publication is larger: the file, and the data in it (a hundred times the samples)
LARGEST, LARGEST_DATA = 64 * 2**20, 24 * 2**20
#: a number that would fill the memory when it is printed
BOMB = re.compile(rb"[0-9][eE][+-]?[0-9]{3}")


@dataclass(frozen=True)
class Opened:
    """A PDF that carries a published document."""

    reader: PdfReader
    files: dict[str, bytes]
    document: Document

    @property
    def creator(self) -> str:
        """The typesetting that made it, as it says itself."""
        metadata = self.reader.metadata
        return str(metadata.creator or "") if metadata else ""

    def text(self) -> str:
        """What the certificate's pages print, without white space: the last pages."""
        return "".join("".join(page.extract_text().split()) for page in self._last())

    def _last(self) -> list[Any]:
        rows = 1 + len(self.document.checks.findings) // 20
        return list(self.reader.pages[-2 - rows :])


def opened(content: bytes) -> Opened | None:
    """The PDF, or None where it is no publication of ours: a hostile file may raise anything."""
    if len(content) > LARGEST or not content.startswith(b"%PDF-"):
        return None
    try:
        reader = PdfReader(io.BytesIO(content))
        files = _files(reader)
        document = _document(files[DATA])
    except Exception:
        return None
    return Opened(reader, files, document) if document else None


def _files(reader: PdfReader) -> dict[str, bytes]:
    attached = reader.attachments
    return {name: attached[name][0] for name in (DATA, TABLES) if name in attached}


def _document(data: bytes) -> Document | None:
    if len(data) > LARGEST_DATA or BOMB.search(data):
        return None
    document = from_json(json.loads(data))
    return document if document.revision is not None else None
