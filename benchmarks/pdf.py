"""The official PDF of sample 615 beside what a user would pick instead, and how it grows."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from . import databases
from .enlarging import with_forms, with_rows
from .result import Result, compared, in_turn, rounds, seconds, work
from .typst_twin import twin

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "fixtures/samples/615-2023"
FORMS = {False: (12, 36, 120), True: (12, 36, 120, 360)}
ROWS = (1_000, 5_000)


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
    yield from _growth(document, full)


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

    from budgetportal.rendering.fetcher import BASE, StaticFetcher
    from budgetportal.rendering.html import print_page

    fetcher = StaticFetcher()
    page = HTML(string=print_page(document), base_url=BASE, url_fetcher=fetcher)
    page.write_pdf(stylesheets=[CSS(string=_rules(), base_url=BASE, url_fetcher=fetcher)])


def _growth(document: Any, full: bool) -> Iterator[Result]:
    sizes = FORMS[full]
    cost = {n: _apart(partial(with_forms, document, n)) for n in sizes}
    per_form = [
        tuple((a - b) / (n - sizes[0]) for a, b in zip(cost[n], cost[sizes[0]], strict=True))
        for n in sizes[1:]
    ]
    (second, _), (last, memory) = per_form[0], per_form[-1]
    name = f"pdf-growth seconds a form, {sizes[-1]} beside {sizes[1]}"
    growth = last / second
    yield Result(name, f"{last:.3f} s", f"{second:.3f} s", growth, "≤ 1.1", growth <= 1.1)
    name = f"pdf-growth MB a form at {sizes[-1]}"
    yield Result(name, f"{memory:.2f} MB", "", None, "≤ 3 MB", memory <= 3)
    few, many = (_apart(partial(with_rows, document, n))[0] for n in ROWS)
    name = "pdf-growth 5,000 rows beside 1,000"
    yield Result(name, f"{many:.1f} s", f"{few:.1f} s", many / few, "≤ 5", many <= 5 * few)


def _apart(make: Callable[[], Any]) -> tuple[float, float]:
    """Seconds of work and peak MB of one render in a process of its own."""
    read, write = os.pipe()
    if os.fork() == 0:
        _render_and_tell(make, write)
    os.close(write)
    with os.fdopen(read) as told:
        took, peak = map(float, told.read().split())
    os.wait()
    return took, peak


def _render_and_tell(make: Callable[[], Any], pipe: int) -> None:
    import resource

    from budgetportal.rendering import pdf

    document = make()
    took = work(lambda: pdf.render(document))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    os.write(pipe, f"{took} {peak}".encode())
    os._exit(0)
