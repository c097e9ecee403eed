"""Sample documents made larger: more performance forms, longer tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from budgetportal.disclosure.document import Document
from budgetportal.ledger.terms import Nature


def with_forms(document: Document, number: int) -> Document:
    """So many performance forms: the document's own again and again under other names."""
    own = document.forms
    forms = tuple(
        replace(own[i % len(own)], project=f"{own[i % len(own)].project}之{i // len(own) + 1}")
        for i in range(number)
    )
    return replace(document, forms=forms)


def with_rows(document: Document, number: int) -> Document:
    """So many projects in table 12, a row each, without forms for the new ones."""
    from budgetportal.disclosure.layouts import LAYOUTS

    book = document.book
    project, line = book.projects[0], _project_line(document)
    names = [f"{project.name}之{i}" for i in range(number)]
    larger = replace(
        book,
        projects=(*book.projects, *(replace(project, name=name) for name in names)),
        lines=(*book.lines, *(replace(line, project=name) for name in names)),
    )
    return replace(document, book=larger, sheets=LAYOUTS[document.form].sheets(larger))


def _project_line(document: Document) -> Any:
    return next(line for line in document.book.lines if line.nature is Nature.PROJECT)
