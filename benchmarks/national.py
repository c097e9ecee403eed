"""Totals of a country: 10,000 departments × 100 lines, beside hand-written SQL."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from . import databases, published
from .lists import seconds
from .result import Result, compared, in_turn, rounds

GOAL = "≤ 1.5 × hand-written SQL"
TABLES = """
  FROM budgetportal_publishedline AS line
  JOIN budgetportal_publication AS made ON made.id = line.publication_id
  LEFT JOIN budgetportal_withdrawal AS gone ON gone.publication_id = made.id
 WHERE gone.id IS NULL
   AND NOT EXISTS (SELECT 1 FROM budgetportal_publication AS later
                    WHERE later.department_id = made.department_id
                      AND later.year = made.year AND later.revision > made.revision)
"""
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
    place = "AND made.year = 2023 AND made.department_name = '测算公共文化第1局'"
    sql = f"SELECT line.* {TABLES} {place} ORDER BY line.id LIMIT 100"
    address = "/api/v1/lines?year=2023&department=d00001"
    yield _beside(f"national one department ({engine})", browser, address, sql, full)


def _beside(name: str, browser: Any, address: str, sql: str, full: bool) -> Result:
    page = partial(browser.get, address)
    answer = page()
    assert answer.status_code == 200, answer.content
    alone = partial(databases.again, [sql])
    pairs = in_turn(partial(seconds, page), partial(seconds, alone), rounds(full) + 2)
    return compared(name, pairs, GOAL, 1.5)
