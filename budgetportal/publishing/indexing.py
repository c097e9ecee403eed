"""What search, lists and totals over departments read of a publication, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetportal.disclosure.document import Document
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.indicators import computed, prior
from budgetportal.models import (
    Publication,
    PublishedFigure,
    PublishedFlow,
    PublishedLine,
    PublishedText,
)
from budgetportal.models.searching import folded


def index(publication: Publication, document: Document) -> None:
    """Add the rows of a new publication; they are never changed."""
    PublishedText.objects.bulk_create(
        PublishedText(
            publication=publication,
            anchor=anchor,
            title=title,
            text=text,
            folded=folded(f"{title}\n{text}"),
        )
        for anchor, title, text in _texts(document)
    )
    PublishedLine.objects.bulk_create(_lines(publication, document))
    PublishedFlow.objects.bulk_create(_flows(publication, document))
    PublishedFigure.objects.bulk_create(_figures(publication, document))


def _texts(document: Document) -> Iterator[tuple[str, str, str]]:
    """(anchor, title, text) of every section that a reader may look for."""
    yield "duties", "本部门职责", document.texts.duties
    yield "setup", "机构设置情况", document.texts.setup
    for sheet in document.sheets:
        names = (cell.text for row in sheet.rows for cell in row.cells if cell.yuan is None)
        yield f"t{sheet.number}", sheet.title, " ".join(dict.fromkeys(filter(None, names)))
    for note in document.notes:
        yield f"n{note.number}", note.title, "\n".join(note.paragraphs)
    for number, form in enumerate(document.forms, 1):
        words = [*form.fields.values(), *(f"{i.level3} {i.value}" for i in form.indicators)]
        yield f"f{number}", form.project, "\n".join(dict.fromkeys(filter(None, words)))


def _lines(publication: Publication, document: Document) -> Iterator[PublishedLine]:
    for line in document.book.lines:
        yield PublishedLine(
            publication=publication,
            function=line.function,
            fund=line.fund.value,
            vintage=line.vintage.value,
            nature=line.nature.value,
            project=line.project or "",
            amount=line.yuan,
        )


def _flows(publication: Publication, document: Document) -> Iterator[PublishedFlow]:
    book = document.book
    sums: dict[tuple[str, str, str], Decimal] = {}
    for line in book.lines:
        key = line.fund.value, line.function[:3], line.nature.value
        sums[key] = sums.get(key, Decimal(0)) + line.yuan
    for (fund, function, nature), yuan in sums.items():
        name = book.catalogue.name(Kind.FUNCTION, function)
        yield PublishedFlow(
            publication=publication,
            fund=fund,
            function=function,
            name=name,
            nature=nature,
            amount=yuan,
        )


def _figures(publication: Publication, document: Document) -> Iterator[PublishedFigure]:
    for indicator, yuan in computed(document.book).items():
        yield PublishedFigure(
            publication=publication,
            indicator=indicator,
            amount=yuan,
            prior=prior(document.book, indicator),  # type: ignore[misc]
        )
