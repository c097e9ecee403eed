"""The draft page of sample 615 from the database to HTML, beside a bare view of the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from . import databases
from .result import Result, compared, in_turn, rounds, work

GOAL = 0.150
SAMPLE = Path(__file__).resolve().parent.parent / "fixtures/samples/615-2023"


def run(full: bool) -> Iterator[Result]:
    """Milliseconds of work, and the number of queries."""
    databases.fresh("preview")
    databases.codes()
    from django.http import HttpResponse
    from django.test import RequestFactory

    from budgetportal.workbook.folder import to_xlsx
    from budgetportal.workbook.importing import import_workbook

    edition = import_workbook(to_xlsx(SAMPLE), None).edition
    assert edition is not None
    address = f"/admin/desk/{edition.pk}/preview/document/"
    browser = databases.client()
    page = browser.get(address)
    assert page.status_code == 200, page.status_code
    request = RequestFactory().get(address)
    bare = partial(lambda body, _: HttpResponse(body), page.content)
    pairs = in_turn(
        lambda: work(lambda: browser.get(address)),
        lambda: work(lambda: [bare(request) for _ in range(100)]) / 100,
        rounds(full) + 4,
    )
    result = compared("preview of 615 as a page", pairs, "≤ 150 ms of work", 0)
    yield replace(result, met=median(one for one, _ in pairs) <= GOAL)
    count = len(databases.queries(lambda: browser.get(address)))
    yield Result("preview queries", str(count), "", None, "constant (tests assert it)", None)
