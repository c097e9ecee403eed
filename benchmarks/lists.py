"""Year list, department page and search, beside the same statements alone, as SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from statistics import median

from . import databases, published
from .result import Result, compared, in_turn, rounds, seconds

YEARS = range(2019, 2024)
PAGES = {
    "year": "/2023/",
    "year, sorted": "/2023/?sort=-expenditure&page=7",
    "department": "/departments/d00007/",
    "search, 三公": "/search?q=三公",
    "search, one character": "/search?q=水",
    "search, rare": "/search?q=第{last}局",
}
MOST = {"year": 0.100, "depa": 0.100, "sear": 0.300}


def run(full: bool) -> Iterator[Result]:
    """Each page: ratio to its own statements, its own time, its number of statements."""
    engine = databases.fresh("lists")
    databases.codes()
    count = 10_000 if full else 1_000
    found = published.publications(published.departments(count), YEARS)
    published.texts(found)
    published.figures(found)
    databases.analyse()
    browser = databases.client()
    browser.logout()
    for name, address in PAGES.items():
        page = partial(browser.get, address.format(last=count - 1))
        assert page().status_code == 200, address
        statements = databases.queries(page)
        pairs = in_turn(
            partial(seconds, page),
            partial(seconds, partial(databases.again, statements)),
            rounds(full) + 2,
        )
        result = compared(f"lists {name} ({engine})", pairs, "", 3)
        most = MOST[name[:4]]
        ours = median(one for one, _ in pairs)
        goal = f"≤ 3 × SQL, ≤ {most * 1000:.0f} ms; {len(statements)} statements"
        yield replace(result, goal=goal, met=bool(result.met) and ours <= most)
