"""Rows of the database → what the API answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from budgetportal.ledger.money import plain
from budgetportal.models import Publication
from budgetportal.models.prepared import Row
from budgetportal.publishing.links import address

from .lines import NAMES, Found
from .shapes import Paged

Json = dict[str, Any]


def page_of(
    request: HttpRequest, asked: Paged, rows: QuerySet[Any] | Found, shape: Callable[[Any], Json]
) -> Json:
    """One page, and the addresses of the ones beside it.

    One row more than the page holds is read: where there is none, all are counted by that.
    """
    start = (asked.page - 1) * asked.page_size
    end = start + asked.page_size
    found = list(rows[start : end + 1])
    is_last = len(found) <= asked.page_size and (found or not start)
    count = start + len(found) if is_last else rows.count()
    return {
        "count": count,
        "next": _page(request, asked.page + 1) if end < count else None,
        "previous": _page(request, asked.page - 1) if 0 < start < count else None,
        "items": [shape(row) for row in found[: asked.page_size]],
    }


def _page(request: HttpRequest, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"{request.path}?{asked.urlencode()}"


def publication(row: Publication) -> Json:
    """A revision without its files."""
    page = address(row)
    api = f"/api/v1/publications/{row.year}/{row.department.code}/r{row.revision}"
    return {
        "year": row.year,
        "department": row.department.code,
        "department_name": row.department_name,
        "revision": row.revision,
        "approved_on": row.approved_on,
        "published_at": row.published_at,
        "reason": row.reason,
        "expenditure": plain(row.expenditure),
        "page": page,
        "data": f"{page}data.json",
        "files": api,
    }


def with_files(row: Publication, newest: int) -> Json:
    """A revision with every file, its size and its hash."""
    files = [
        {
            "name": file.name,
            "address": address(row, file.name.removesuffix("index.html")),
            "size": file.size,
            "sha256": file.sha256,
        }
        for file in row.artefacts.all()
    ]
    return {**publication(row), "newest": row.revision == newest, "file_list": files}


def line(row: Row) -> Json:
    """A leaf line with whose it is."""
    said = dict(zip(NAMES, row, strict=True))
    said["project"] = said["project"] or None
    said["yuan"] = plain(said["yuan"])
    return said
