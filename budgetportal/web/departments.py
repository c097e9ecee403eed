"""One department through the years: every figure from its publications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from budgetportal.ledger.indicators import THREE_PUBLIC_ITEMS
from budgetportal.ledger.money import wan_figure
from budgetportal.ledger.terms import Indicator
from budgetportal.models import Publication, PublishedFigure
from budgetportal.rendering.overview import in_words
from budgetportal.rendering.pictures.columns import Columns, columns

from . import publications

#: what is drawn and listed through the years
TOTALS = (Indicator.EXPENDITURE, Indicator.BASIC, Indicator.PROJECT, Indicator.CARRIED)
PUBLIC = (*THREE_PUBLIC_ITEMS, Indicator.THREE_PUBLIC, Indicator.OPERATING_COST)
#: amount and prior of a publication's indicator; rows without objects
FIGURE = ("publication_id", "indicator", "amount", "prior")
Figures = Mapping[tuple[int, str], tuple[Decimal, Decimal | None]]


@require_safe
def department(request: HttpRequest, dept: str) -> HttpResponse:
    """Totals and “三公” by item, year by year (two queries, however many years)."""
    found = list(publications.newest().filter(department__code=dept).order_by("year"))
    if not found:
        raise Http404
    rows = PublishedFigure.objects.filter(publication__in=found).order_by()
    figures = {
        (publication, indicator): (amount, prior)
        for publication, indicator, amount, prior in rows.values_list(*FIGURE)
    }
    context: dict[str, Any] = {
        "department": found[-1].department,
        "name": found[-1].department_name,
        "years": [_year(each, figures) for each in reversed(found)],
        "totals": _charts(found, figures, TOTALS[:1]),
        "public": _charts(found, figures, THREE_PUBLIC_ITEMS),
        "indicators": PUBLIC,
        "spent": [(each, _spent(each, figures)) for each in reversed(found)],
    }
    return render(request, "portal/department.html", context)


def _year(publication: Publication, figures: Figures) -> dict[str, Any]:
    """A row of the first table; a figure that was not stored is blank."""
    change = in_words(publication.expenditure, publication.prior).removeprefix("比上年") or "—"
    total, *parts = _texts(publication, TOTALS, figures)
    return {
        "publication": publication,
        "change": change,
        "cells": _cells([total, change, *parts]),
        "published": localtime(publication.published_at).date().isoformat(),
    }


def _spent(publication: Publication, figures: Figures) -> SafeString:
    return _cells(_texts(publication, PUBLIC, figures))


def _cells(figures: Iterable[str]) -> SafeString:
    """In one go: a template looks every figure up by itself, at ten times the price."""
    return format_html_join("", '<td class="num">{}</td>', ((each,) for each in figures))


def _texts(
    publication: Publication, indicators: Sequence[Indicator], figures: Figures
) -> list[str]:
    amounts = [_amount(publication, each, figures) for each in indicators]
    return ["—" if each is None else wan_figure(each) for each in amounts]


def _charts(
    found: Sequence[Publication], figures: Figures, indicators: Sequence[Indicator]
) -> tuple[Columns, ...]:
    """One chart an indicator; before the first year stands last year's figure as known then."""
    rows = [(each.value, _through(found, figures, each)) for each in indicators]
    return columns([row for row in rows if any(yuan for _, yuan in row[1])])


def _through(
    found: Sequence[Publication], figures: Figures, indicator: Indicator
) -> list[tuple[str, Decimal]]:
    values: list[tuple[str, Decimal]] = []
    first = figures.get((found[0].pk, indicator.value))
    if first and first[1] is not None:
        values.append((f"{found[0].year - 1}年", first[1]))
    for publication in found:
        amount = _amount(publication, indicator, figures)
        if amount is not None:
            values.append((f"{publication.year}年", amount))
    return values


def _amount(publication: Publication, indicator: Indicator, figures: Figures) -> Decimal | None:
    row = figures.get((publication.pk, indicator.value))
    return None if row is None else row[0]
