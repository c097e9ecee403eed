"""绩效目标 and 绩效指标 → the performance forms of the working copy, kept by project."""

from __future__ import annotations

from django.db.models import F

from budgetportal.models import PerformanceForm, PerformanceIndicator, Project

from . import sheets
from .reading import Reading, Row, empty_row
from .store_rows import change, filled


def performance(reading: Reading, projects: dict[str, Project]) -> None:
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
        known = _kept(rows, projects, known)
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


def _kept(
    rows: list[Row], projects: dict[str, Project], known: dict[int, PerformanceForm]
) -> dict[int, PerformanceForm]:
    """The form of every row by its project: new, changed, or left alone."""
    fresh: list[PerformanceForm] = []
    changed: list[PerformanceForm] = []
    forms: dict[int, PerformanceForm] = {}
    for row in rows:
        values = filled(row.values)
        project = projects[values.pop("project")]
        form = forms[project.pk] = known.get(project.pk) or PerformanceForm(project=project)
        if form.pk is None:
            change(form, values)
            fresh.append(form)
        elif any(getattr(form, name) != value for name, value in values.items()):
            change(form, values)
            changed.append(form)
    PerformanceForm.objects.bulk_create(fresh)
    keys = [c.key for c in sheets.PERFORMANCE.columns if c.key != "project"]
    PerformanceForm.objects.bulk_update(changed, [*keys, "version"], batch_size=200)
    return forms


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
