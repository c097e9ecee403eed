"""The official PDF of sample 615 beside what a user would pick instead."""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import databases
from .pdf_growth import growth
from .result import Result, compared, in_turn, rounds, seconds, work
from .typst_twin import twin

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "fixtures/samples/615-2023"


def run(full: bool) -> Iterator[Result]:
    """Side by side, A B A B: wall seconds beside whole processes, work beside what runs in ours."""
    databases.fresh("pdf")
    databases.codes()
    document, attachments = _sample()
    from budgetportal.rendering import pdf

    folder = Path(tempfile.mkdtemp())
    page = folder / "page.html"
    page.write_text(_whole_page(document), encoding="utf-8")

    def warm() -> float:
        return seconds(lambda: pdf.render(document, attachments))

    def chromium() -> float:
        return seconds(lambda: _chromium(page, folder / "chromium.pdf"))

    count = rounds(full)
    yield compared("pdf-warm", in_turn(warm, chromium, count), "≤ 1.2 of chromium", 1.2)
    cold = in_turn(lambda: seconds(_cold), chromium, count)
    yield compared("pdf-cold", cold, "≤ 1.9 of chromium", 1.9)

    def worked() -> float:
        return work(lambda: pdf.render(document, attachments))

    def stocked() -> float:
        gc.collect()  # what an earlier round left is not this one's work
        return work(lambda: _stock(document))

    stock = in_turn(worked, stocked, count)
    yield compared("pdf-stock", stock, "≤ 0.85 of stock WeasyPrint", 0.85)
    limit = in_turn(worked, lambda: work(lambda: twin(document)), count)
    yield replace(compared("pdf-limit", limit, "stated (typst)", 0), met=None)
    yield from growth(document, full)


def _sample() -> tuple[Any, dict[str, bytes]]:
    """The published document of 615 and the files that its PDF carries."""
    from django.utils import timezone

    from budgetportal.disclosure.assemble import assemble
    from budgetportal.disclosure.jsonform import dump
    from budgetportal.rendering import xlsx
    from budgetportal.workbook.folder import to_xlsx
    from budgetportal.workbook.importing import import_workbook

    edition = import_workbook(to_xlsx(SAMPLE), None).edition
    assert edition is not None
    document = replace(assemble(edition), revision=1, published_at=timezone.now())
    return document, {"data.json": dump(document), "tables.xlsx": xlsx.workbook(document)}


def _rules() -> str:
    """Our stylesheets with their fonts."""
    from budgetportal.rendering import fonts, pdf, static

    return "\n".join([fonts.font_faces(), *map(static.read_static, pdf.STYLESHEETS)])


def _whole_page(document: Any) -> str:
    """The same page with its styles, fonts as files beside it."""
    from budgetportal.rendering.fetcher import BASE
    from budgetportal.rendering.html import print_page

    rules = _rules().replace(BASE, f"{(ROOT / 'static').as_uri()}/")
    return print_page(document).replace("</head>", f"<style>{rules}</style></head>")


def _chromium(page: Path, output: Path) -> None:
    names = ("chromium", "google-chrome")
    command = next(f"/usr/bin/{name}" for name in names if Path(f"/usr/bin/{name}").exists())
    switches = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    subprocess.run(
        [command, *switches, f"--print-to-pdf={output}", page.as_uri()],
        check=True,
        capture_output=True,
    )


def _cold() -> None:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as output:
        words = ("exportbudget", "615", "2023", "--draft", "--format", "pdf", "--output")
        subprocess.run(
            [sys.executable, "manage.py", *words, output.name],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )


def _stock(document: Any) -> None:
    """Stock WeasyPrint: untagged, no variant, nothing kept, the collector on."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from budgetportal.rendering.fetcher import BASE, StaticFetcher
    from budgetportal.rendering.html import print_page

    fetcher, faces = StaticFetcher(), FontConfiguration()
    page = HTML(string=print_page(document), base_url=BASE, url_fetcher=fetcher)
    rules = CSS(string=_rules(), base_url=BASE, url_fetcher=fetcher, font_config=faces)
    page.write_pdf(stylesheets=[rules], font_config=faces)
