"""The Document: everything one publication says, ready to render, with no way back to the ledger.

``to_json``/``from_json`` of ``disclosure.jsonform`` carry it as ``data.json`` (format
``budgetportal/1``); renderers see a Document and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from django.utils.timezone import localtime

from budgetportal.ledger.book import Book
from budgetportal.ledger.rules import Checks
from budgetportal.notes.note import Note
from budgetportal.statements.sheet import Sheet

from .forms import PerformanceForm

#: the day of publication is counted in China's one time zone
CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Term:
    """名词解释: one glossary entry."""

    term: str
    definition: str


@dataclass(frozen=True)
class Texts:
    """What the department writes itself; the keys of ``answers`` are the workbook's 项."""

    duties: str = ""
    setup: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """One disclosure; ``revision`` and ``published_at`` are None on a draft."""

    book: Book
    texts: Texts
    sheets: tuple[Sheet, ...]
    notes: tuple[Note, ...]
    forms: tuple[PerformanceForm, ...]
    glossary: tuple[Term, ...]
    checks: Checks
    form: str = "shanxi_2023"
    region: str = ""
    approved_on: date | None = None
    revision: int | None = None
    published_at: datetime | None = None
    is_sample: bool = False
    #: 更正原因 of a revision after the first
    correction: str = ""
    #: 保密审查 signed by a named person who did not submit
    secrecy_reviewed: bool = False
    #: names that should not stand in this department's texts; not part of the publication
    other_departments: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The cover's title."""
        return f"{self.book.year}年度部门预算公开"

    @property
    def published_on(self) -> date | None:
        """The day of publication, or None on a draft."""
        return self.published_at.astimezone(CHINA).date() if self.published_at else None

    @property
    def is_draft(self) -> bool:
        return self.revision is None

    @property
    def days(self) -> int | None:
        """Days from approval (批复) to publication, by the calendar of the portal."""
        if self.published_at is None or self.approved_on is None:
            return None
        return (localtime(self.published_at).date() - self.approved_on).days
