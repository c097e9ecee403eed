"""New edition from last year: units, continuing projects, forms and texts; never an amount."""

from __future__ import annotations

import re

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from budgetportal.ledger.terms import ProjectKind
from budgetportal.models import (
    Change,
    Edition,
    PerformanceForm,
    PerformanceIndicator,
    Project,
    Step,
    Unit,
)
from budgetportal.workbook.history import history
from budgetportal.workbook.writer import tables

from .workflow import Refused

TEXTS = (
    "form",
    "duties",
    "setup",
    "vehicles",
    "buildings",
    "other_assets",
    "vehicle_count",
    "service_directory",
    "other_notes",
    "form_title",
    "shows_handler",
)
FORM_TEXTS = (
    "overview",
    "basis",
    "necessity",
    "measures",
    "plan",
    "period_goal",
    "year_goal",
    "leader",
    "handler",
    "telephone",
)
#: a value that names money is an amount
MONEY = re.compile(r"元")


@transaction.atomic
def roll_forward(last: Edition, person: User) -> Edition:
    """The next year's draft; refused where it exists."""
    department = last.department
    if Edition.objects.filter(department=department, year=last.year + 1).exists():
        raise Refused(f"{last.year + 1}年度的预算已经建立。")
    fresh = Edition.objects.create(
        department=department,
        department_name=department.name,
        year=last.year + 1,
        **{name: getattr(last, name) for name in TEXTS},
    )
    units = _units(last, fresh)
    _projects(last, fresh, units)
    Step.objects.create(
        edition=fresh,
        act=Step.Act.IMPORT,
        person=person,
        at=timezone.now(),
        comment=f"自{last}",
    )
    rows = list(history(fresh, None, tables(fresh)))
    for row in rows:
        row.person = person
    Change.objects.bulk_create(rows, batch_size=500)
    return fresh


def _units(last: Edition, fresh: Edition) -> dict[int, Unit]:
    old = list(last.unit_set.all())
    new = Unit.objects.bulk_create(
        Unit(edition=fresh, code=u.code, name=u.name, kind=u.kind, position=u.position) for u in old
    )
    return {before.pk: after for before, after in zip(old, new, strict=True)}


def _projects(last: Edition, fresh: Edition, units: dict[int, Unit]) -> None:
    """一次性项目 end; their forms with them."""
    going = last.project_set.exclude(kind=ProjectKind.ONE_OFF.value).select_related("performance")
    for old in going:
        new = Project.objects.create(
            edition=fresh,
            unit=units[old.unit_id],
            name=old.name,
            kind=old.kind,
            years=old.years,
            position=old.position,
        )
        if hasattr(old, "performance"):
            _form(old.performance, new)


def _form(old: PerformanceForm, project: Project) -> None:
    texts = {name: getattr(old, name) for name in FORM_TEXTS}
    new = PerformanceForm.objects.create(project=project, **texts)
    PerformanceIndicator.objects.bulk_create(
        PerformanceIndicator(
            form=new,
            horizon=i.horizon,
            level1=i.level1,
            level2=i.level2,
            level3=i.level3,
            value="" if MONEY.search(i.value) else i.value,
            position=i.position,
        )
        for i in old.indicators.all()
    )


def stale(text: str, year: int) -> bool:
    """Whether a text still speaks of the year before ``year``."""
    return f"{year - 1}年" in text
