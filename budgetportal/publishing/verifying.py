"""A verdict on a PDF, with what the portal knows of its revision where it can be asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from django.db import DatabaseError

from budgetportal.disclosure.document import Document
from budgetportal.models import Artefact, Publication
from budgetportal.rendering.damage import difference
from budgetportal.rendering.verification import Verdict, verify

OTHER_BYTES = "文件的字节与本网站公开的这一版不一致。"


@dataclass(frozen=True)
class Known:
    """What is published here: ``newest`` is None where the portal does not know."""

    verdict: Verdict
    newest: int | None = None
    registered: bool = False

    @property
    def is_newest(self) -> bool:
        document = self.verdict.document
        return document is not None and document.revision == self.newest


def judge(content: bytes, *, reset: bool = True) -> Known:
    """Ours or not, altered or not, newest or not; ``reset`` compares bytes where nothing is known.

    Bytes that are on record need no other proof; a revision on record has no other bytes.
    """
    verdict = verify(content, reset=False)
    if verdict.document is None:
        return Known(verdict)
    try:
        revisions, registered = _record(verdict.document, content)
        other = _other_bytes(verdict.document, content) if not registered else ""
    except DatabaseError:
        revisions, registered, other = [], False, ""
    newest = max(revisions, default=None)
    if registered:
        return Known(replace(verdict, faults=()), newest, registered=True)
    if verdict.document.revision in revisions:
        faults = tuple(filter(None, (*verdict.faults, OTHER_BYTES, other)))
        return Known(replace(verdict, faults=faults), newest)
    return Known(verify(content) if reset and verdict.sound else verdict, newest)


def _other_bytes(document: Document, content: bytes) -> str:
    """Where the file differs from what is published here."""
    book = document.book
    published = Artefact.objects.filter(
        publication__department__code=book.department_code,
        publication__year=book.year,
        publication__revision=document.revision or 0,
        name="disclosure.pdf",
    ).first()
    try:
        return difference(content, published.file.read()) if published else ""
    except OSError:
        return ""


def _record(document: Document, content: bytes) -> tuple[list[int], bool]:
    """The revisions of the department's year, and whether these very bytes were published."""
    book = document.book
    found = Publication.objects.filter(department__code=book.department_code, year=book.year)
    digest = hashlib.sha256(content).hexdigest()
    registered = Artefact.objects.filter(sha256=digest, name="disclosure.pdf").exists()
    return list(found.values_list("revision", flat=True)), registered
