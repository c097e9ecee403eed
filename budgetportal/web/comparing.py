"""比较: two disclosures in any column of any table, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.layouts import LAYOUTS
from budgetportal.disclosure.sidebyside import choices, side_by_side
from budgetportal.ledger.book import Book
from budgetportal.ledger.codes import Catalogue
from budgetportal.models import Publication
from budgetportal.statements.sheet import Sheet

from . import publications

#: 预算支出总表
FIRST = 3
YEAR = re.compile("[0-9]{4}")
#: more disclosures than this are typed, not picked from a list
LISTED = 300
#: so many are proposed where a name fits several
PROPOSED = 20


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """``?a=2023/615&b=2022/690&table=3&column=0``: a column of a table in two disclosures."""
    asked = [request.GET.get(name, "").strip() for name in ("a", "b")]
    tables = _tables()
    number = _number(request.GET.get("table", ""), tables, FIRST)
    context: dict[str, Any] = {"asked": asked, "tables": tables, "number": number}
    context["choices"] = _choices()
    if all(asked):
        found = [_resolve(side) for side in asked]
        context["several"] = next((each for each in found if len(each) > 1), None)
        if not context["several"]:
            documents = [publications.document(each[0]) for each in found]
            context |= _compared(documents, number, request.GET.get("column", ""))
    return render(request, "portal/compare.html", context)


@cache
def _tables() -> Mapping[int, str]:
    """Number → title of every table of the form, as an empty book prints it."""
    nothing = Book("", "", date.today().year, Catalogue(date.today().year))
    sheets = (sheet for layout in LAYOUTS.values() for sheet in layout.sheets(nothing))
    return {sheet.number: sheet.title.partition("年")[2] for sheet in sheets}


def _choices() -> list[Publication]:
    """What can be picked; none where the list would be too long to pick from."""
    found = list(publications.newest().order_by("-year", "department__code")[: LISTED + 1])
    return found if len(found) <= LISTED else []


def _compared(documents: list[Document], number: int, column: str) -> dict[str, Any]:
    one, other = (_sheet(document, number) for document in documents)
    columns = choices(one)
    place = _number(column, range(len(columns)), 0)
    return {
        "documents": documents,
        "same_department": len({each.book.department_code for each in documents}) == 1,
        "title": one.title.partition("年")[2],
        "unit": one.unit,
        "columns": columns,
        "place": place,
        "rows": side_by_side(one, other, columns[place].label),
    }


def _sheet(document: Document, number: int) -> Sheet:
    found = next((sheet for sheet in document.sheets if sheet.number == number), None)
    if found is None:
        raise Http404
    return found


def _number(text: str, allowed: Iterable[int], default: int) -> int:
    """What was asked for, if it is one of those allowed."""
    return {str(number): number for number in allowed}.get(text, default)


def _resolve(side: str) -> list[Publication]:
    """The disclosures that ``2023/615`` or ``2023/科技金融部`` may mean; at least one."""
    year, _, dept = side.partition("/")
    if not (YEAR.fullmatch(year) and dept):
        raise Http404
    named = Q(department__code=dept) | Q(department_name__contains=dept)
    found = list(publications.newest().filter(named, year=year)[:PROPOSED])
    exact = [each for each in found if each.department.code == dept]
    return exact or found or [publications.find(int(year), dept, None)]
