"""Rows → the working copy. Runs inside the caller's transaction; queries do not grow with rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, Model
from django.utils import timezone

from budgetportal.ledger.codes import Catalogue
from budgetportal.ledger.terms import ORGANS, Level, cost_class_of
from budgetportal.models import (
    ChangeReason,
    ControlTotal,
    Department,
    Edition,
    ExpenditureLine,
    PerformanceForm,
    PerformanceIndicator,
    PriorYearFigure,
    ProcurementItem,
    Project,
    Receipt,
    Unit,
    YearEndCarryForward,
)

from . import sheets
from .reading import Reading, Row, empty_row

#: sheets whose rows are the model's fields
PLAIN: tuple[tuple[sheets.Sheet, type[Model]], ...] = (
    (sheets.PRIOR_YEAR, PriorYearFigure),
    (sheets.REASONS, ChangeReason),
    (sheets.PROCUREMENT, ProcurementItem),
    (sheets.CONTROL, ControlTotal),
)
#: amounts that are zero where nothing is typed
ZERO_KEYS = (
    "small_amount",
    "period_central",
    "period_province",
    "period_county",
    "period_own",
    "period_other",
)


def store(reading: Reading, catalogue: Catalogue, person: User | None) -> Edition:
    """Create or replace the working copy that the workbook describes."""
    edition = _edition(reading)
    ExpenditureLine.objects.filter(edition=edition).delete()
    for sheet, model in ((sheets.RECEIPTS, Receipt), (sheets.CARRY_FORWARD, YearEndCarryForward)):
        if sheet.name in reading.rows:
            model.objects.filter(edition=edition).delete()
    signed = {"changed_by": person, "changed_at": timezone.now()}
    units = _upsert(edition, Unit, "code", reading.rows[sheets.UNITS.name], signed)
    _projects(edition, reading, units, signed)
    projects = {project.name: project for project in Project.objects.filter(edition=edition)}
    _remove(edition, Unit, "code", reading.rows[sheets.UNITS.name])
    _lines(edition, reading, catalogue, units, projects)
    for sheet, model in ((sheets.RECEIPTS, Receipt), (sheets.CARRY_FORWARD, YearEndCarryForward)):
        rows = reading.rows.get(sheet.name, [])
        _create(edition, model, [{**row.values, "unit": units[row.values["unit"]]} for row in rows])
    for sheet, plain in PLAIN:
        if sheet.name in reading.rows:
            plain._default_manager.filter(edition=edition).delete()
            _create(edition, plain, [row.values for row in reading.rows[sheet.name]])
    _performance(reading, projects)
    return edition


def _edition(reading: Reading) -> Edition:
    values = dict(reading.department)
    code, year, name = values.pop("code"), values.pop("year"), values["department_name"]
    department, created = Department.objects.get_or_create(code=code, defaults={"name": name})
    if not created and department.name != name and not _later(department, year):
        Department.objects.filter(pk=department.pk).update(name=name)
    if sheets.CONTROL.name in reading.rows:
        values["control_in_wan"] = reading.control_in_wan
    edition, _ = Edition.objects.update_or_create(department=department, year=year, defaults=values)
    return edition


def _later(department: Department, year: int) -> bool:
    """Whether a later year says what the department is called now."""
    return Edition.objects.filter(department=department, year__gt=year).exists()


def _upsert(
    edition: Edition,
    model: Any,
    key: str,
    rows: list[Row],
    signed: dict[str, Any],
    **extra: Any,
) -> Any:
    """Keep what is there by its key, add what is new, in the workbook's order."""
    there = model.objects.filter(edition=edition).select_related(*extra)
    known = {getattr(each, key): each for each in there}
    fresh, changed = [], []
    for position, row in enumerate(rows):
        values = {**row.values, "position": position}
        for name, lookup in extra.items():
            values[name] = lookup[values[name]]
        found = known.get(values[key])
        if found is None:
            found = known[values[key]] = model(edition=edition, **values, **signed)
            fresh.append(found)
        elif any(getattr(found, name) != value for name, value in values.items()):
            _change(found, {**values, **signed})
            changed.append(found)
    model.objects.bulk_create(fresh)
    if changed:
        fields = [*rows[0].values, "position", "version", *signed]
        model.objects.bulk_update(changed, fields, batch_size=500)
    return known


def _change(row: Any, values: dict[str, Any]) -> None:
    """A page that shows the row as it was may not overwrite it unseen."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1


def _remove(edition: Edition, model: Any, key: str, rows: list[Row]) -> None:
    kept = {row.values[key] for row in rows}
    gone = [
        each.pk for each in model.objects.filter(edition=edition) if getattr(each, key) not in kept
    ]
    if gone:
        model.objects.filter(pk__in=gone).delete()


def _projects(
    edition: Edition, reading: Reading, units: dict[str, Unit], signed: dict[str, Any]
) -> None:
    rows = reading.rows.get(sheets.PROJECTS.name)
    if rows is not None:
        _remove(edition, Project, "name", rows)
        if rows:
            _upsert(edition, Project, "name", rows, signed, unit=units)


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
    _create(edition, ExpenditureLine, rows)


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


def _create(edition: Edition, model: Any, rows: Iterable[dict[str, Any]]) -> None:
    model.objects.bulk_create(
        model(edition=edition, position=position, **_filled(values))
        for position, values in enumerate(rows)
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Amounts that may be left blank are zero."""
    return {k: 0 if v is None and k in ZERO_KEYS else v for k, v in values.items()}


def _performance(reading: Reading, projects: dict[str, Project]) -> None:
    """Forms are kept by project: replacing the goals does not touch absent indicators."""
    known = {
        form.project_id: form
        for form in PerformanceForm.objects.filter(project__in=projects.values())
    }
    if sheets.PERFORMANCE.name in reading.rows:
        rows = [*reading.rows[sheets.PERFORMANCE.name], *_emptied(reading, projects)]
        named = {projects[row.values["project"]].pk for row in rows}
        PerformanceForm.objects.filter(
            pk__in=[f.pk for p, f in known.items() if p not in named]
        ).delete()
        made = [_form(row, projects, known) for row in rows]
        PerformanceForm.objects.bulk_create([form for form in made if form.pk is None])
        keys = [c.key for c in sheets.PERFORMANCE.columns if c.key != "project"] + ["version"]
        PerformanceForm.objects.bulk_update(
            [f for f in made if f.project_id in known], keys, batch_size=200
        )
        known = {form.project_id: form for form in made}
    if sheets.INDICATORS.name in reading.rows:
        _indicators(reading.rows[sheets.INDICATORS.name], projects, known)


def _emptied(reading: Reading, projects: dict[str, Project]) -> list[Row]:
    """A form that is no longer named but whose indicators stay, as a row with nothing in it."""
    if sheets.INDICATORS.name in reading.rows:
        return []
    named = {row.values["project"] for row in reading.rows[sheets.PERFORMANCE.name]}
    staying = PerformanceIndicator.objects.filter(form__project__in=projects.values())
    names = set(staying.values_list("form__project__name", flat=True)) - named
    return [_empty(name) for name in sorted(names)]


def _empty(project: str) -> Row:
    row = empty_row(sheets.PERFORMANCE, 0)
    row.values["project"] = project
    return row


def _form(
    row: Row, projects: dict[str, Project], known: dict[int, PerformanceForm]
) -> PerformanceForm:
    values = _filled(row.values)
    project = projects[values.pop("project")]
    form = known.get(project.pk) or PerformanceForm(project=project)
    _change(form, values)
    return form


def _indicators(
    rows: list[Row], projects: dict[str, Project], forms: dict[int, PerformanceForm]
) -> None:
    """A project that has indicators but no goals gets an empty form."""
    named = dict.fromkeys(projects[row.values["project"]] for row in rows)
    missing = [PerformanceForm(project=project) for project in named if project.pk not in forms]
    PerformanceForm.objects.bulk_create(missing)
    forms = {**forms, **{form.project_id: form for form in missing}}
    every = PerformanceForm.objects.filter(pk__in=[form.pk for form in forms.values()])
    every.update(version=F("version") + 1)
    PerformanceIndicator.objects.filter(form__in=every).delete()
    PerformanceIndicator.objects.bulk_create(
        PerformanceIndicator(
            form=forms[projects[row.values["project"]].pk],
            position=position,
            **{k: v for k, v in row.values.items() if k != "project"},
        )
        for position, row in enumerate(rows)
    )
