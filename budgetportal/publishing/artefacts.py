"""The frozen files of a publication: rendered once, stored under a name of their own, hashed."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import dump
from budgetportal.ledger.indicators import SELECTORS, prior
from budgetportal.ledger.terms import Indicator
from budgetportal.models import Artefact, Edition, Publication, Step
from budgetportal.rendering import csv, html, package, pdf, xlsx

from . import progress
from .indexing import index
from .signing import signed

#: the public pages of a publication
PAGE, CITIZENS = "index.html", "citizens/index.html"
#: of a publication, as its progress counts them
STEPS = 6


def render(document: Document) -> Mapping[str, bytes]:
    """Every file of a document by the name it has below the publication's address.

    A draft has no public pages and no signature.
    """
    progress.step("生成数据文件和Excel", 1, STEPS)
    data = dump(document)
    tables = xlsx.workbook(document)
    progress.step("排版PDF", 2, STEPS)
    official = pdf.render(document, {"data.json": data, "tables.xlsx": tables})
    files = {
        "data.json": data,
        "tables.xlsx": tables,
        "disclosure.pdf": official if document.is_draft else signed(official),
    }
    progress.step("生成CSV和数据包", 3, STEPS)
    files |= {f"tables/{name}": content for name, content in csv.files(document).items()}
    files |= package.code_lists(document)
    files[package.DESCRIPTION] = package.describe(document, files)
    files["datapackage.zip"] = package.build(files)
    return files if document.is_draft else {**files, **pages(document, files)}


def pages(document: Document, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The public pages, which name the files beside them, and the citizens' edition."""
    progress.step("生成网页和公民版", 4, STEPS)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return {
        PAGE: html.public_page(document, hashes).encode(),
        CITIZENS: html.citizens_page(document).encode(),
        "citizens.pdf": pdf.citizens(document),
    }


def freeze(
    edition: Edition, document: Document, files: Mapping[str, bytes], person: User
) -> Publication:
    """Store the document as its revision; runs inside the caller's transaction.

    Files go under a fresh random folder first: a crash leaves files that nothing refers to,
    never a publication without its files.
    """
    assert document.revision is not None
    assert document.published_at is not None
    publication = Publication.objects.create(
        department=edition.department,
        department_name=edition.department_name,
        year=edition.year,
        revision=document.revision,
        published_at=document.published_at,
        published_by=person,
        approved_by=_approver(edition),
        approved_on=edition.approved_on,
        reason=edition.correction,
        **sums(document),
    )
    index(publication, document)
    store(publication, files)
    return publication


def sums(document: Document) -> dict[str, Any]:
    """What lists of publications show of one."""
    return {
        "expenditure": document.book.total(SELECTORS[Indicator.EXPENDITURE]),
        "prior": prior(document.book, Indicator.EXPENDITURE),
        "days": document.days,
    }


def store(publication: Publication, files: Mapping[str, bytes]) -> None:
    """Freeze files of a publication."""
    place = f"{publication.year}/{publication.department.code}"
    folder = f"publications/{place}/r{publication.revision}-{_token()}"
    Artefact.objects.bulk_create(
        Artefact(
            publication=publication,
            name=name,
            file=default_storage.save(f"{folder}/{name}", ContentFile(content)),
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
        )
        for name, content in files.items()
    )


def _approver(edition: Edition) -> User | None:
    step = edition.steps.filter(act=Step.Act.APPROVE).select_related("person").last()
    return step.person if step else None


def next_revision(edition: Edition) -> int:
    """The number after the newest publication of this department's year."""
    last = Publication.objects.filter(department=edition.department, year=edition.year).first()
    return last.revision + 1 if last else 1


def newest(edition: Edition) -> tuple[int, dict[str, Any]] | None:
    """Revision and data.json of the newest publication of this department's year."""
    found = Artefact.objects.filter(
        name="data.json",
        publication__department=edition.department,
        publication__year=edition.year,
    )
    last = found.select_related("publication").order_by("-publication__revision").first()
    if last is None:
        return None
    with last.file.open("rb") as file:
        return last.publication.revision, json.load(file)


def _token() -> str:
    return secrets.token_hex(4)
