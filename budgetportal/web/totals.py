"""Totals and pictures of a whole year, over the newest publications of all departments.

What is published changes only by adding rows, so the numbers of rows are the version of every
total: a total is computed once a version and process, and never stale.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Avg, Count, Sum

from budgetportal.models import Publication, PublishedFlow
from budgetportal.rendering.pictures.flow import Flow, flow

from . import publications

#: levels of the picture of a year
LEVELS = ("资金来源", "支出功能", "支出性质")
#: a version is worth keeping this long, in seconds, should no new one come
KEPT = 24 * 3600


@dataclass(frozen=True, slots=True)
class Year:
    """A year: departments that published, 支出总计 in 元, average days from 批复 to 公开."""

    year: int
    count: int
    total: Decimal
    days: float | None


def version() -> str:
    """What every total of this moment is the total of; a page asks once."""
    rows = Publication.objects.aggregate(published=Count("pk"), withdrawn=Count("withdrawal"))
    return f"{rows['published']}-{rows['withdrawn']}"


def years(version: str) -> list[Year]:
    """Every year in which something is published, the newest first."""
    return _kept(f"years-{version}", _years)


def picture(version: str, year: int) -> Flow:
    """The flow of a year: funds → functions → 基本支出 and 项目支出."""
    return _kept(f"picture-{year}-{version}", lambda: _picture(year))


def largest(version: str, year: int, count: int) -> list[Publication]:
    """The departments of a year that spend most."""
    found = publications.newest().filter(year=year).order_by("-expenditure")
    return _kept(f"largest-{year}-{count}-{version}", lambda: list(found[:count]))


def latest(version: str, count: int) -> list[Publication]:
    """What was published last."""
    found = publications.newest().order_by("-published_at")
    return _kept(f"latest-{count}-{version}", lambda: list(found[:count]))


def _years() -> list[Year]:
    rows = (
        publications.newest()
        .values("year")
        .annotate(count=Count("pk"), total=Sum("expenditure"), days_=Avg("days"))
        .order_by("-year")
    )
    return [Year(r["year"], r["count"], r["total"], r["days_"]) for r in rows]


def _picture(year: int) -> Flow:
    rows = (
        PublishedFlow.objects.filter(publication__in=publications.newest().filter(year=year))
        .order_by()
        .values_list("fund", "function", "name", "nature")
        .annotate(total=Sum("amount"))
    )
    names = {function: name for _, function, name, _, _ in rows}
    streams = [((fund, names[code], nature), yuan) for fund, code, _, nature, yuan in rows]
    return flow("资金从哪里来、到哪里去", LEVELS, streams)


def _kept(name: str, compute: Callable[[], Any]) -> Any:
    return cache.get_or_set(f"totals-{name}", compute, KEPT)
