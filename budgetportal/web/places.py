"""Addresses of the many rows of a list: found once, since ``reverse`` takes longer than a row."""

from __future__ import annotations

from functools import cache

from django.urls import reverse


def disclosure(year: int, code: str) -> str:
    """Of the newest revision of a department's year."""
    return _disclosure().format(year, code)


def department(code: str) -> str:
    """Of a department through the years."""
    return _department().format(code)


@cache
def _disclosure() -> str:
    place = reverse("disclosure", kwargs={"year": 1000, "dept": "CODE"})
    return place.replace("1000", "{}").replace("CODE", "{}")


@cache
def _department() -> str:
    return reverse("department", kwargs={"dept": "CODE"}).replace("CODE", "{}")
