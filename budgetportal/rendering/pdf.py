"""Document → the official PDF: PDF/A-3a and PDF/UA-1, the same bytes for the same document."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from functools import cache
from pathlib import Path
from threading import Lock

import pydyf
from django.conf import settings
from weasyprint import CSS, HTML, VERSION, Attachment
from weasyprint.text.fonts import FontConfiguration

from budgetportal.disclosure.document import Document

from .fetcher import BASE, StaticFetcher
from .finish import finish
from .fonts import font_faces, font_files
from .glyphs import log_missing
from .html import citizens_print_page, moment, print_page
from .page import PAPER, Page
from .static import read_static
from .written import written

STYLESHEETS = ("css/sheet.css", "css/print.css")
DRAFT = "css/draft.css"
CITIZENS = "css/citizens.css"
#: what an attachment is to the document, as PDF/A-3 asks
RELATIONSHIPS = {".json": "Source"}
DESCRIPTIONS = {".json": "机器可读的公开数据"}
#: fonts, stylesheets and the collector belong to the process: one render at a time
_one_render = Lock()


def render(
    document: Document, attachments: Mapping[str, bytes] | None = None, *, site: str | None = None
) -> bytes:
    """The PDF of a document, with files embedded by name; ``site`` is ours unless it says so."""
    text = print_page(document, typesetting=typesetting(), site=site)
    log_missing(text)
    page = Page(text)
    with _one_render, _collector_off(), written():
        fonts, styles, draft = _styles()
        pdf: bytes = page.write_pdf(
            stylesheets=[*styles, draft] if document.is_draft else styles,
            font_config=fonts,
            pdf_variant="pdf/a-3a",
            pdf_identifier=_identifier(document),
            attachments=_attachments(document, attachments or {}),
            finisher=finish,
        )
    return pdf


def citizens(document: Document) -> bytes:
    """The citizens' edition (公民版): one page of A4."""
    page = HTML(string=citizens_print_page(document), base_url=BASE, url_fetcher=StaticFetcher())
    with _one_render, _collector_off(), written():
        pdf: bytes = page.write_pdf(
            stylesheets=[_citizens_style()],
            font_config=_styles()[0],
            pdf_variant="pdf/a-3a",
            pdf_identifier=_identifier(document, "citizens"),
            finisher=finish,
        )
    return pdf


@cache
def _citizens_style() -> CSS:
    fonts, fetcher = _styles()[0], StaticFetcher()
    return CSS(url=BASE + CITIZENS, url_fetcher=fetcher, font_config=fonts)


def warm() -> None:
    """Read fonts and stylesheets now: processes forked later share them."""
    fonts, styles, _ = _styles()
    _citizens_style()
    Page("<html><p>预算</p></html>").write_pdf(stylesheets=styles, font_config=fonts)


@cache
def typesetting() -> str:
    """What makes the bytes: this name stands in every file, so that it can be told from another."""
    parts = [VERSION, pydyf.VERSION, *map(read_static, (PAPER, *STYLESHEETS, DRAFT)), *font_files()]
    folder = Path(str(settings.BASE_DIR)) / "templates/disclosure"
    own = sorted(Path(__file__).parent.rglob("*.py"))
    parts += [each.read_text(encoding="utf-8") for each in [*sorted(folder.glob("*.html")), *own]]
    return f"budgetportal {hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:12]}"


@cache
def _styles() -> tuple[FontConfiguration, list[CSS], CSS]:
    """Fonts and stylesheets, read once in the life of the process; the fewer the quicker."""
    fonts, fetcher = FontConfiguration(), StaticFetcher()
    sheet, draft = (
        CSS(string=rules, base_url=BASE, url_fetcher=fetcher, font_config=fonts)
        for rules in (
            "\n".join([font_faces(), *map(read_static, STYLESHEETS)]),
            read_static(DRAFT),
        )
    )
    return fonts, [sheet], draft


@contextmanager
def _collector_off() -> Iterator[None]:
    """A render makes millions of objects that all live to its end: collect those once, then."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
            gc.collect(0)


def _identifier(document: Document, *more: str) -> bytes:
    book = document.book
    name = f"budgetportal {book.department_code} {book.year} {document.revision} {moment(document)}"
    name = " ".join([name, *more])
    return hashlib.sha256(name.encode()).digest()[:16]


def _attachments(document: Document, files: Mapping[str, bytes]) -> list[Attachment]:
    at = moment(document).astimezone(UTC)
    return [
        Attachment(
            string=content,
            name=name,
            description=DESCRIPTIONS.get(_ending(name), name),
            created=at,
            modified=at,
            relationship=RELATIONSHIPS.get(_ending(name), "Supplement"),
        )
        for name, content in sorted(files.items())
    ]


def _ending(name: str) -> str:
    return name[name.rfind(".") :]
