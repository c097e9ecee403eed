"""The data package: a zip of everything, described by ``datapackage.json``.

After Frictionless Data Package 1 (a tabular data package). Its data are the leaf lines; no table
with subtotals is a resource. The printed files lie beside them, named with their hashes.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform.ledger import used_codes
from budgetportal.ledger.codes import Kind
from budgetportal.licence import licence

from . import csv
from .fiscal import FIELDS, KEYS, TAXONOMY, constants
from .frozen_zip import EPOCH

DESCRIPTION = "datapackage.json"
LINES = "tables/lines.csv"
#: code lists that the lines refer to: resource → title, classification
LISTS = {
    "functions": ("支出功能分类科目", Kind.FUNCTION),
    "economic": ("部门预算支出经济分类科目", Kind.ECONOMIC),
    "government_economic": ("政府预算支出经济分类科目", Kind.GOVERNMENT_ECONOMIC),
}


def code_lists(document: Document) -> Mapping[str, bytes]:
    """``codes/….csv``: the name of every code that the lines use, and of the groups above it."""
    book = document.book
    units = [
        ["code", "name", "kind"],
        *([u.code, csv.harmless(u.name), u.kind.value] for u in book.units),
    ]
    found = {"codes/units.csv": csv.encode(units)}
    subjects = used_codes(book).subjects
    for name, (_, kind) in LISTS.items():
        rows = [[each.code, each.name] for each in subjects if each.kind is kind]
        found[f"codes/{name}.csv"] = csv.encode([["code", "name"], *rows])
    return found


def describe(document: Document, files: Mapping[str, bytes]) -> bytes:
    """The bytes of datapackage.json for these files."""
    book = document.book
    address = f"{settings.SITE_URL}/{book.year}/{book.department_code}/"
    terms = licence()
    description = {
        "profile": "tabular-data-package",
        "name": f"budget-{book.department_code}-{book.year}".lower(),
        "title": f"{book.department_name}{document.title}",
        "description": "支出明细，每行一笔，金额单位为元；不含小计、合计。",
        "version": str(document.revision or 0),
        "columnTypes": [TAXONOMY],
        "homepage": address,
        "keywords": ["部门预算", str(book.year), document.region, book.department_name],
        "licenses": [{"name": terms.name, "title": terms.title, "path": terms.path}],
        "contributors": [{"title": book.department_name, "role": "publisher"}],
        "resources": [_lines(document, files[LINES]), *_lists(files)],
        "files": [
            {"path": name, "bytes": len(content), "hash": _hash(content)}
            for name, content in sorted(files.items())
        ],
    }
    if document.published_at:
        description["id"] = f"{address}r{document.revision}/"
        description["created"] = document.published_at.isoformat()
    return (json.dumps(description, ensure_ascii=False, indent=1) + "\n").encode()


def build(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files; the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items(), key=lambda file: file[0] != DESCRIPTION):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _lines(document: Document, content: bytes) -> dict[str, Any]:
    schema = {
        "fields": [{"name": name, **FIELDS[name]} for name in csv.LINE_COLUMNS],
        "missingValues": [""],
        "foreignKeys": [
            {"fields": [field], "reference": {"resource": resource, "fields": ["code"]}}
            for field, resource in KEYS.items()
        ],
        "extraFields": constants(document),
    }
    return _resource("lines", "支出明细", LINES, content, schema)


def _lists(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    titles = {"units": "单位"} | {name: title for name, (title, _) in LISTS.items()}
    found = []
    for name, title in titles.items():
        path = f"codes/{name}.csv"
        header = files[path].decode("utf-8-sig").splitlines()[0].split(",")
        fields = [{"name": each, "type": "string"} for each in header]
        schema = {"fields": fields, "primaryKey": ["code"]}
        found.append(_resource(name, title, path, files[path], schema))
    return found


def _resource(
    name: str, title: str, path: str, content: bytes, schema: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": _hash(content),
        "schema": schema,
    }


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
