"""A verdict on a PDF, with what the portal knows of its revision where it can be asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import DatabaseError

from budgetportal.models import Artefact, Publication
from budgetportal.rendering.verification import Verdict, verify


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


def judge(content: bytes) -> Known:
    """Ours or not, altered or not, newest or not."""
    verdict = verify(content)
    if verdict.document is None:
        return Known(verdict)
    book = verdict.document.book
    try:
        newest = (
            Publication.objects.filter(department__code=book.department_code, year=book.year)
            .values_list("revision", flat=True)
            .first()
        )
        digest = hashlib.sha256(content).hexdigest()
        registered = Artefact.objects.filter(sha256=digest, name="disclosure.pdf").exists()
    except DatabaseError:
        return Known(verdict)
    return Known(verdict, newest, registered)
