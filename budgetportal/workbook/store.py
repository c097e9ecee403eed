"""Rows → the working copy. Runs inside the caller's transaction; queries do not grow with rows."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone

from budgetportal.ledger.codes import Catalogue
from budgetportal.ledger.terms import ORGANS, Level, cost_class_of
from budgetportal.models import (
    ChangeReason,
    ControlTotal,
    Department,
    Edition,
    ExpenditureLine,
    PriorYearFigure,
    ProcurementItem,
    Project,
    Receipt,
    Unit,
    YearEndCarryForward,
)

from . import sheets
from .reading import Reading
from .store_forms import performance
from .store_rows import create, remove, upsert

#: sheets whose rows are the model's fields
PLAIN: tuple[tuple[sheets.Sheet, type[Model]], ...] = (
    (sheets.PRIOR_YEAR, PriorYearFigure),
    (sheets.REASONS, ChangeReason),
    (sheets.PROCUREMENT, ProcurementItem),
    (sheets.CONTROL, ControlTotal),
)


def store(reading: Reading, catalogue: Catalogue, person: User | None) -> Edition:
    """Create or replace the working copy that the workbook describes."""
    edition = _edition(reading)
    ExpenditureLine.objects.filter(edition=edition).delete()
    for sheet, model in ((sheets.RECEIPTS, Receipt), (sheets.CARRY_FORWARD, YearEndCarryForward)):
        if sheet.name in reading.rows:
            model.objects.filter(edition=edition).delete()
    signed = {"changed_by": person, "changed_at": timezone.now()}
    units = upsert(edition, Unit, "code", reading.rows[sheets.UNITS.name], signed)
    _projects(edition, reading, units, signed)
    projects = {project.name: project for project in Project.objects.filter(edition=edition)}
    remove(edition, Unit, "code", reading.rows[sheets.UNITS.name])
    _lines(edition, reading, catalogue, units, projects)
    for sheet, model in ((sheets.RECEIPTS, Receipt), (sheets.CARRY_FORWARD, YearEndCarryForward)):
        rows = reading.rows.get(sheet.name, [])
        create(edition, model, [{**row.values, "unit": units[row.values["unit"]]} for row in rows])
    for sheet, plain in PLAIN:
        if sheet.name in reading.rows:
            plain._default_manager.filter(edition=edition).delete()
            create(edition, plain, [row.values for row in reading.rows[sheet.name]])
    performance(reading, projects)
    return edition


def _edition(reading: Reading) -> Edition:
    values = dict(reading.department)
    code, year, name = values.pop("code"), values.pop("year"), values["department_name"]
    department, created = Department.objects.get_or_create(code=code, defaults={"name": name})
    if not created and department.name != name and not _later(department, year):
        Department.objects.filter(pk=department.pk).update(name=name)
    if not values["form"]:
        del values["form"]  # as it was, or as any new edition's
    if sheets.CONTROL.name in reading.rows:
        values["control_in_wan"] = reading.control_in_wan
    edition, _ = Edition.objects.update_or_create(department=department, year=year, defaults=values)
    return edition


def _later(department: Department, year: int) -> bool:
    """Whether a later year says what the department is called now."""
    return Edition.objects.filter(department=department, year__gt=year).exists()


def _projects(
    edition: Edition, reading: Reading, units: dict[str, Unit], signed: dict[str, Any]
) -> None:
    rows = reading.rows.get(sheets.PROJECTS.name)
    if rows is not None:
        remove(edition, Project, "name", rows)
        if rows:
            upsert(edition, Project, "name", rows, signed, unit=units)


def _lines(
    edition: Edition,
    reading: Reading,
    catalogue: Catalogue,
    units: dict[str, Unit],
    projects: dict[str, Project],
) -> None:
    rows = []
    for row in reading.rows[sheets.LINES.name]:
        unit = units[row.values["unit"]]
        rows.append(
            {
                **row.values,
                "unit": unit,
                "project": projects.get(row.values["project"]),
                **proposed(row.values, catalogue, organ=unit.kind in ORGANS),
            }
        )
    create(edition, ExpenditureLine, rows)


def proposed(values: dict[str, Any], catalogue: Catalogue, *, organ: bool) -> dict[str, str]:
    """What follows from the economic subject and the unit's kind where the clerk left it blank."""
    economic = values["economic"]
    government = catalogue.government_economic(economic, organ=organ) if economic else None
    cost_class = cost_class_of(economic) if economic else None
    return {
        "government_economic": values["government_economic"] or government or "",
        "cost_class": values["cost_class"] or (cost_class.value if cost_class else ""),
        "level": values["level"] or Level.COUNTY.value,
    }
