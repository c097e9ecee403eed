"""这一行会出现在: the tables and notes that the line under the cursor is printed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from budgetportal.disclosure.appearing import appearing
from budgetportal.disclosure.layouts import LAYOUTS
from budgetportal.ledger.book import Book, Line
from budgetportal.ledger.book import Unit as Body
from budgetportal.ledger.terms import CostClass, Fund, Level, Nature, UnitKind, Vintage
from budgetportal.models import Edition

from ..grid.context import Context
from ..grid.parts import PARTS
from ..grid.rows import form_class
from .frame import Desk, only_read


@only_read
def line(desk: Desk) -> HttpResponse:
    """A few words for the line whose cells are sent; nothing while it is not complete."""
    lines, context = PARTS["lines"], Context.of(desk.edition)
    texts = {name: desk.request.GET.get(name, "") for name in lines.fields}
    form = form_class(lines)(texts, context=context)
    found = None
    if form.is_valid():
        layout = LAYOUTS[desk.edition.form]
        found = appearing(layout, _book(desk.edition, context), _line(form.cleaned_data))
    document = desk.address("document")
    return render(desk.request, "admin/desk/_where.html", {"found": found, "document": document})


def _line(values: dict[str, Any]) -> Line:
    return Line(
        values["unit"].code,
        Nature(values["nature"]),
        values["function"],
        Fund(values["fund"]),
        Vintage(values["vintage"]),
        values["amount"],
        Level(values["level"]),
        values["economic"] or None,
        values["government_economic"] or None,
        CostClass(values["cost_class"]) if values["cost_class"] else None,
        values["project"].name if values["project"] else None,
    )


def _book(edition: Edition, context: Context) -> Book:
    """The edition without its money: a line's places do not depend on other lines."""
    units = (Body(unit.code, unit.name, UnitKind(unit.kind)) for unit in context.units.values())
    return Book(
        edition.department.code,
        edition.department_name,
        edition.year,
        context.catalogue,
        units=tuple(units),
    )
