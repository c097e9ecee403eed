"""Document → HTML: the public page and the PDF's page, from one set of templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_default_timezone, localtime

from budgetportal.disclosure.document import Document
from budgetportal.ledger.numerals import ordinal
from budgetportal.licence import licence
from budgetportal.notes.note import Note

from .certificate import certificate
from .charts import Drawing, draw
from .citizens import citizens
from .contents import contents, forms_after, note_title, setting
from .forms import PrintedForm, printed
from .glossary import Terms
from .overview import Overview, overview, printed_in
from .static import read_static
from .tables import SheetTable

SCREEN = ("css/sheet.css", "css/screen.css")
SAMPLE_MARK = "示例数据，非正式公开文件"
#: （一） at the head of a short line without full stop makes it a heading of the second level
SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十]+）[^。；]{1,40}")


@dataclass(frozen=True)
class PrintedNote:
    """A note with its headings told from its paragraphs, its drawings and its forms."""

    number: int
    title: str
    paragraphs: tuple[tuple[SafeString, bool], ...]
    charts: tuple[Drawing, ...]
    forms: tuple[PrintedForm, ...]


def disclosure_page(document: Document, request: HttpRequest | None = None) -> str:
    """The page of a draft inside the desk; without a request a page that stands alone as a file."""
    shown = _shown(document, linked=request is not None)
    alone = _alone() if request is None else {}
    return render_to_string("portal/disclosure.html", shown | alone, request)


def public_page(document: Document, hashes: Mapping[str, str]) -> str:
    """The whole public page of a publication, to be frozen with it.

    Nothing in it depends on who asks or when; it stands below both addresses of its revision.
    ``hashes`` are the SHA-256 of the publication's files by name.
    """
    shown = _shown(document, linked=True) | site() | addresses(document)
    return render_to_string("portal/disclosure.html", shown | {"hashes": hashes})


def citizens_page(document: Document) -> str:
    """The citizens' edition (公民版) as a public page, to be frozen like the other."""
    shown = _citizens(document) | site() | addresses(document)
    return render_to_string("portal/citizens.html", shown)


def citizens_print_page(document: Document) -> str:
    """The HTML that becomes the one page of the citizens' PDF."""
    shown = _citizens(document) | site()
    return render_to_string("disclosure/citizens_print.html", shown)


def _citizens(document: Document) -> dict[str, Any]:
    return {
        "document": document,
        "citizens": citizens(document),
        "dated": localtime(moment(document)).isoformat(timespec="seconds"),
        "sample_mark": SAMPLE_MARK,
    }


def _shown(document: Document, *, linked: bool) -> dict[str, Any]:
    shown = _context(document, linked=linked) | {"web": True, "overview": _overview(document)}
    return shown | {"notes": _notes(document, Terms(document.glossary))}


def _overview(document: Document) -> Overview:
    return overview(document.book, printed_in(document))


def print_page(document: Document, *, typesetting: str = "", site: str | None = None) -> str:
    """The HTML that becomes the PDF of the site that publishes it."""
    proof = certificate(document, localtime(moment(document)), site or settings.SITE_URL)
    shown = _context(document) | {"certificate": proof, "typesetting": typesetting}
    shown["contents_setting"] = setting(shown["contents"])
    return render_to_string("disclosure/print.html", shown)


def _context(document: Document, *, linked: bool = False) -> dict[str, Any]:
    name = document.book.department_name
    return {
        "document": document,
        "contents": contents(document),
        "tables": [SheetTable(sheet, name, linked=linked) for sheet in document.sheets],
        "notes": _notes(document, Terms(())),
        "duties": _lines(document.texts.duties),
        "setup": _lines(document.texts.setup),
        "glossary": [(ordinal(i), i, entry) for i, entry in enumerate(document.glossary, 1)],
        "month": _month(document),
        "dated": localtime(moment(document)).isoformat(timespec="seconds"),
        "sample_mark": SAMPLE_MARK,
    }


def site() -> dict[str, Any]:
    """The site's names and address, and static files by the names that they keep."""
    return {
        "site_name": settings.SITE_NAME,
        "region_name": settings.REGION_NAME,
        "site_url": settings.SITE_URL,
        "licence": licence(),
        "stable": settings.STATIC_URL,
    }


def addresses(document: Document) -> dict[str, str]:
    """``base``: the newest revision of this department's year; ``permanent``: this one."""
    place = {"year": document.book.year, "dept": document.book.department_code}
    return {
        "base": reverse("disclosure", kwargs=place),
        "permanent": reverse("revision", kwargs=place | {"revision": document.revision}),
    }


def _alone() -> dict[str, Any]:
    """What a page needs that is no answer to a request: the site's names, and its own styles."""
    styles = "\n".join(read_static(name) for name in SCREEN)
    return site() | {"styles": mark_safe(styles)}  # our own stylesheets, never data


def moment(document: Document) -> datetime:
    """A time that belongs to the document: published, or approved, or the year's beginning."""
    if document.published_at:
        return document.published_at
    day = document.approved_on or date(document.book.year, 1, 1)
    return datetime.combine(day, time(), tzinfo=get_default_timezone())


def _month(document: Document) -> str:
    day = localtime(document.published_at) if document.published_at else document.approved_on
    return f"{day.year}年{day.month}月" if day else f"{document.book.year}年"


def _notes(document: Document, terms: Terms) -> list[PrintedNote]:
    return [
        PrintedNote(
            number=note.number,
            title=note_title(note),
            paragraphs=_paragraphs(note, terms),
            charts=tuple(draw(chart, printed_in(document)) for chart in note.charts),
            forms=tuple(
                printed(document, i, form) for i, form in enumerate(forms_after(document, note), 1)
            ),
        )
        for note in document.notes
    ]


def _paragraphs(note: Note, terms: Terms) -> tuple[tuple[SafeString, bool], ...]:
    """Each line, its terms linked to the glossary, and whether it is a heading."""
    lines = [line for text in note.paragraphs for line in _lines(text)]
    heads = [bool(SECOND_LEVEL.fullmatch(line)) for line in lines]
    linked = terms.linked(lines)
    return tuple(
        (conditional_escape(line) if head else with_links, head)
        for line, with_links, head in zip(lines, linked, heads, strict=True)
    )


def _lines(text: str) -> tuple[str, ...]:
    """The paragraphs of a typed text; 无 where nothing was entered."""
    found = tuple(line.strip() for line in text.splitlines() if line.strip())
    return found or ("无",)
