"""Entry at the desk with 500 and 5,000 lines: seconds and queries of what a clerk does.

The real views through the test client, against a throwaway database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import Any
from urllib.parse import urlencode

from . import databases
from .result import Result, milliseconds, rounds

SIZES = (500, 5000)


def edition(lines: int) -> Any:
    """A department of ten projects whose money stands in so many lines."""
    from budgetportal.ledger.terms import Fund, Nature, UnitKind, Vintage
    from budgetportal.models import Department, Edition, ExpenditureLine, Project, Unit

    department = Department.objects.create(code=f"9{lines}", name="测算局")
    made = Edition.objects.create(department=department, year=2023, department_name="测算局")
    unit = Unit.objects.create(
        edition=made, code=f"9{lines}001", name="本级", kind=UnitKind.INSTITUTION
    )
    names = [f"项目{number}" for number in range(10)]
    projects = Project.objects.bulk_create(
        Project(edition=made, unit=unit, name=name, position=place)
        for place, name in enumerate(names)
    )
    functions = ("2060404", "2060499", "2011302", "2060102")
    ExpenditureLine.objects.bulk_create(
        ExpenditureLine(
            edition=made,
            unit=unit,
            nature=Nature.PROJECT,
            project=projects[number % 10],
            function=functions[number % 4],
            fund=list(Fund)[number % 5 if number % 7 == 0 else 0],
            vintage=list(Vintage)[number % 2],
            amount=1000 + number,
            position=number,
        )
        for number in range(lines)
    )
    return made


class Clerk:
    """Pages as a browser sends them; every act says its seconds and queries."""

    def __init__(self, edition: Any) -> None:
        from django.contrib.auth.models import User
        from django.test import Client

        self.client = Client()
        self.client.force_login(User.objects.get(username="admin"))
        self.address = f"/admin/desk/{edition.pk}/"

    def typed(self, page: int) -> dict[str, Any]:
        """What the browser would send for this page of lines, untouched."""
        rows = self.client.get(f"{self.address}lines/?page={page}").context["rows"]
        data: dict[str, Any] = {"lines-TOTAL_FORMS": len(rows)}
        for row in rows:
            for name, text in (*row.texts.items(), *row.carried.items()):
                data[row.key(name)] = text
        return data

    def save(self, data: dict[str, Any], page: int) -> None:
        body, form = urlencode(data), "application/x-www-form-urlencoded"
        answer = self.client.post(f"{self.address}lines/?page={page}", body, content_type=form)
        assert answer.status_code == 302, "not saved"


def measured(act: Callable[[], object]) -> tuple[float, int]:
    """(seconds, queries) of one act."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        act()
        return time.perf_counter() - start, len(queries)


def acts(lines: int, count: int) -> dict[str, list[tuple[float, int]]]:
    """Every act so many times over."""
    made = edition(lines)
    clerk = Clerk(made)
    pages = -(-lines // 500)
    found: dict[str, list[tuple[float, int]]] = {}
    for turn in range(count):
        todo: dict[str, Callable[[], object]] = {
            "进展 (overview)": lambda: clerk.client.get(clerk.address),
            "open the lines": lambda: clerk.client.get(f"{clerk.address}lines/"),
            "findings (all rules)": lambda: clerk.client.get(f"{clerk.address}findings/"),
            "preview as a page": lambda: clerk.client.get(f"{clerk.address}preview/document/"),
        }
        sheets = {page: clerk.typed(page) for page in range(1, pages + 1)}
        one = {**sheets[1], "lines-0-remark": f"第{turn}遍"}
        todo["save one cell"] = partial(clerk.save, one, 1)
        for name, act in todo.items():
            found.setdefault(name, []).append(measured(act))
        sheets[1] = clerk.typed(1)
        for data in sheets.values():
            stored = [
                name.rpartition("-")[0] for name, value in data.items() if name.endswith("-id")
            ]
            data |= {f"{row}-remark": f"全改{turn}" for row in stored}

        def save_all(sheets: dict[int, dict[str, Any]] = sheets) -> None:
            for page, data in sheets.items():
                clerk.save(data, page)

        found.setdefault(f"save all ({pages} pages)", []).append(measured(save_all))
    return found


def run(full: bool) -> Iterator[Result]:
    """Each act with 5,000 lines beside the same with 500; its statements do not grow."""
    from django.test.utils import setup_test_environment

    databases.fresh("desk")
    setup_test_environment()
    databases.codes()
    small, large = (acts(lines, rounds(full)) for lines in SIZES)
    for (name, few), (_, many) in zip(small.items(), large.items(), strict=True):
        yield _grown(name.partition(" (")[0], few, many)


def _grown(name: str, few: list[tuple[float, int]], many: list[tuple[float, int]]) -> Result:
    ours, beside = (median(seconds for seconds, _ in times) for times in (many, few))
    queries, before = many[-1][1], few[-1][1]
    pages = SIZES[1] // SIZES[0] if name == "save all" else 1
    return Result(
        name=f"desk {name}, 5,000 lines",
        ours=milliseconds(ours),
        beside=milliseconds(beside),
        ratio=ours / beside,
        goal=f"queries constant: {before} → {queries}",
        met=queries <= before * pages,
    )
