"""What ``exportbudget`` writes: the frozen files of a publication, or a draft rendered now.

Both return files by name; the name is empty where there is one file only.
"""

import json

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import dump, from_json
from budgetportal.models import Artefact, Edition, Publication
from budgetportal.rendering import csv, html, pdf, xlsx
from budgetportal.workbook.writer import write

from .artefacts import render

Files = dict[str, bytes]
FROZEN = {
    "pdf": "disclosure.pdf",
    "xlsx": "tables.xlsx",
    "json": "data.json",
    "package": "datapackage.zip",
}


def of_publication(publication: Publication, kind: str) -> Files:
    """The frozen bytes; the page is rendered from the frozen data."""
    if kind in FROZEN:
        return {"": _read(publication.artefacts.get(name=FROZEN[kind]))}
    if kind == "csv":
        tables = publication.artefacts.filter(name__startswith="tables/")
        return {table.name.removeprefix("tables/"): _read(table) for table in tables}
    data = json.loads(_read(publication.artefacts.get(name="data.json")))
    return {"": html.disclosure_page(from_json(data)).encode()}


def of_draft(edition: Edition, kind: str) -> Files:
    """The working copy; PDF and page carry the watermark 草稿."""
    if kind == "workbook":
        return {"": write(edition)}
    document = assemble(edition)
    if kind == "csv":
        return dict(csv.files(document))
    return {"": _one(document, kind)}


def _one(document: Document, kind: str) -> bytes:
    if kind == "html":
        return html.disclosure_page(document).encode()
    if kind == "json":
        return dump(document)
    if kind == "xlsx":
        return xlsx.workbook(document)
    if kind == "pdf":
        return pdf.render(document)
    return render(document)["datapackage.zip"]


def _read(artefact: Artefact) -> bytes:
    with artefact.file.open("rb") as file:
        content: bytes = file.read()
    return content
