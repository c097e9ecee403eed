"""Import of a workbook: all or nothing, every error listed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from budgetportal.disclosure.catalogue import catalogue_of
from budgetportal.models import (
    Department,
    Edition,
    Project,
    Receipt,
    Status,
    Step,
    YearEndCarryForward,
)

from . import sheets
from .changes import changes
from .check import Stored, check
from .errors import CellError
from .reader import Reading, read
from .store import store


@dataclass(frozen=True)
class Outcome:
    """What an import did, or why it did nothing; ``changes`` are Chinese lines."""

    edition: Edition | None = None
    errors: tuple[CellError, ...] = ()
    changes: tuple[str, ...] = ()


def import_workbook(data: bytes, person: User | None, *, dry_run: bool = False) -> Outcome:
    """Create or replace the working copy; with ``dry_run`` only say what would change."""
    reading = read(data)
    if sheets.DEPARTMENT.name not in reading.rows:
        return Outcome(errors=tuple(reading.errors))
    year = reading.department["year"]
    catalogue = catalogue_of(year or 0)
    if year and not catalogue.subjects:
        place = reading.rows[sheets.DEPARTMENT.name][0].at("year")
        reading.note(
            sheets.DEPARTMENT.name,
            place,
            f"还没有{year}年的科目表，请先由管理员导入该年度的收支分类科目",
        )
        return Outcome(errors=_ordered(reading))
    with transaction.atomic():
        edition = _edition(reading)
        _refuse_closed(reading, edition)
        _refuse_stranger(reading, person)
        check(reading, catalogue, _stored(reading, edition))
        if reading.errors:
            return Outcome(errors=_ordered(reading))
        summary = changes(reading, edition)
        if dry_run:
            return Outcome(edition, changes=summary)
        edition = store(reading, catalogue)
        if person is not None:
            Step.objects.create(
                edition=edition, act=Step.Act.IMPORT, person=person, at=timezone.now()
            )
            if not Department.objects.visible_to(person).filter(pk=edition.department_id).exists():
                edition.department.members.add(person)
    return Outcome(edition, changes=summary)


def _ordered(reading: Reading) -> tuple[CellError, ...]:
    """In the order of sheets, then of rows as they were found."""
    places = {sheet.name: place for place, sheet in enumerate(sheets.SHEETS)}
    return tuple(sorted(reading.errors, key=lambda error: places.get(error.sheet, -1)))


def _edition(reading: Reading) -> Edition | None:
    return (
        Edition.objects.select_for_update(of=("self",))
        .filter(department__code=reading.department["code"], year=reading.department["year"] or 0)
        .first()
    )


def _refuse_closed(reading: Reading, edition: Edition | None) -> None:
    if edition is not None and edition.status != Status.DRAFT:
        place = reading.rows[sheets.DEPARTMENT.name][0].at("code")
        message = f"不能导入：{edition}{edition.get_status_display()}，须退回或开启更正后才能修改"
        reading.note(sheets.DEPARTMENT.name, place, message)


def _refuse_stranger(reading: Reading, person: User | None) -> None:
    """A clerk imports into her own departments, and may open a new one."""
    code = reading.department["code"]
    if person is None or not Department.objects.filter(code=code).exists():
        return
    if not Department.objects.visible_to(person).filter(code=code).exists():
        place = reading.rows[sheets.DEPARTMENT.name][0].at("code")
        message = f"您不是部门“{code}”的录入人员，请联系管理员"
        reading.note(sheets.DEPARTMENT.name, place, message)


def _stored(reading: Reading, edition: Edition | None) -> Stored:
    if edition is None:
        return Stored()
    used: list[tuple[str, str]] = []
    parts = (
        (sheets.PROJECTS, Project),
        (sheets.RECEIPTS, Receipt),
        (sheets.CARRY_FORWARD, YearEndCarryForward),
    )
    for sheet, model in parts:
        if sheet.name not in reading.rows:
            rows = model._default_manager.filter(edition=edition)
            used += [(code, sheet.name) for code in set(rows.values_list("unit__code", flat=True))]
    names = Project.objects.filter(edition=edition).values_list("name", flat=True)
    return Stored(frozenset(names), tuple(sorted(used)))
