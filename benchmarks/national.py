"""Totals of a country: 10,000 departments × 100 lines, beside hand-written SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from . import databases, published
from .result import Result, compared, in_turn, rounds, seconds

JOINED = "JOIN budgetportal_department AS owner ON owner.id = made.department_id WHERE"
GOAL = "≤ 1.5 × hand-written SQL"
TABLES = """
  FROM budgetportal_publishedline AS line
  JOIN budgetportal_publication AS made ON made.id = line.publication_id
 WHERE NOT EXISTS (SELECT 1 FROM budgetportal_withdrawal AS gone
                    WHERE gone.publication_id = made.id)
   AND NOT EXISTS (SELECT 1 FROM budgetportal_publication AS later
                    WHERE later.department_id = made.department_id
                      AND later.year = made.year AND later.revision > made.revision)
"""
MADE = TABLES.replace("publishedline AS line", "publication AS made").replace(
    "  JOIN budgetportal_publication AS made ON made.id = line.publication_id\n", ""
)
BY = {
    "类": ("by=function", "substr(line.function, 1, 3)"),
    "款": ("by=function&digits=5", "substr(line.function, 1, 5)"),
    "项": ("by=function&digits=7", "line.function"),
    "fund": ("by=fund", "line.fund"),
}


def run(full: bool) -> Iterator[Result]:
    """Every total, and the lines of one department."""
    engine = databases.fresh("national")
    databases.codes()
    owners = published.departments(10_000 if full else 1_000)
    published.lines(published.publications(owners, range(2023, 2024)), 100)
    databases.analyse()
    browser = databases.client()
    for name, (asked, key) in BY.items():
        sql = f"SELECT {key}, sum(line.amount) {TABLES} AND made.year = 2023 GROUP BY 1 ORDER BY 1"
        address = f"/api/v1/totals?year=2023&{asked}"
        yield _beside(f"national by {name} ({engine})", browser, address, sql, full)
    yield _years(engine, full)
    yield from _department(engine, browser, full)


def _years(engine: str, full: bool) -> Result:
    """Every year with its departments and its total, as the home page asks for it."""
    from django.core.cache import cache

    from budgetportal.web import totals

    def years() -> None:
        cache.clear()
        totals.years(totals.version())

    sql = f"SELECT made.year, count(*), sum(made.expenditure), avg(made.days) {MADE} GROUP BY 1"
    pairs = _pairs(years, sql, full)
    return compared(f"national by year ({engine})", pairs, GOAL, 1.5)


def _department(engine: str, browser: Any, full: bool) -> Iterator[Result]:
    """The lines of which its tables are sums: what the database is asked, then the whole answer."""
    from budgetportal.web.api import answers, lines

    asked = {"year": 2023, "department": "d00001"}

    def shaped() -> list[Any]:
        found = lines.prepared(frozenset(asked)).rows(**asked)
        return [answers.line(row) for row in found]

    sql = f"""SELECT made.year, owner.code, made.department_name, made.revision, line.function,
        line.fund, line.vintage, line.nature, line.project, line.amount
        {TABLES.replace("WHERE", JOINED, 1)}
        AND made.year = 2023 AND owner.code = 'd00001' ORDER BY line.id"""
    name = f"national one department ({engine})"
    yield compared(name, _pairs(shaped, sql, full), GOAL, 1.5)
    address = "/api/v1/lines?year=2023&department=d00001"
    whole = _beside(
        f"national one department, whole answer ({engine})", browser, address, sql, full
    )
    yield replace(whole, goal="stated: HTTP, count, checks of the schema", met=None)


def _beside(name: str, browser: Any, address: str, sql: str, full: bool) -> Result:
    page = partial(browser.get, address)
    answer = page()
    assert answer.status_code == 200, answer.content
    return compared(name, _pairs(page, sql, full), GOAL, 1.5)


def _pairs(ours: Callable[[], object], sql: str, full: bool) -> list[tuple[float, float]]:
    alone = partial(seconds, partial(databases.again, [sql]))
    return in_turn(partial(seconds, ours), alone, rounds(full) + 2)
