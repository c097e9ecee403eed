"""The data package: a zip of everything, described by ``datapackage.json`` (Frictionless)."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from budgetportal.disclosure.document import Document

#: zip entries carry a fixed time, so that the same files give the same bytes
EPOCH = (1980, 1, 1, 0, 0, 0)
LINES = "tables/lines.csv"


def build(document: Document, files: Mapping[str, bytes]) -> bytes:
    """A zip of ``files`` and their description; the resource is the leaf lines only."""
    described = {"datapackage.json": _describe(document, files), **files}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in described.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _describe(document: Document, files: Mapping[str, bytes]) -> bytes:
    book = document.book
    description = {
        "profile": "tabular-data-package",
        "name": f"budget-{book.department_code}-{book.year}".lower(),
        "title": f"{book.department_name}{document.title}",
        "version": str(document.revision or 0),
        "resources": [_resource(files[LINES])],
        "files": {
            name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())
        },
    }
    return json.dumps(description, ensure_ascii=False, indent=1).encode()


def _resource(lines: bytes) -> dict[str, Any]:
    header = lines.decode("utf-8-sig").splitlines()[0].split(",")
    fields = [{"name": name, "type": "number" if name == "yuan" else "string"} for name in header]
    return {
        "name": "lines",
        "path": LINES,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(lines),
        "hash": f"sha256:{hashlib.sha256(lines).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }
