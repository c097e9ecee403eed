"""Import of a workbook: all or nothing, every error listed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from openpyxl.utils.cell import column_index_from_string as column_index
from openpyxl.utils.cell import coordinate_from_string

from budgetportal.disclosure.catalogue import catalogue_of
from budgetportal.ledger.codes import Catalogue
from budgetportal.models import (
    Change,
    Department,
    Edition,
    Project,
    Receipt,
    Status,
    Step,
    YearEndCarryForward,
)

from . import sheets
from .changes import Tables, changes
from .check import Stored, check
from .differences import SheetDifference, row_differences
from .errors import CellError
from .history import history
from .reader import read
from .reading import Reading
from .store import store
from .writer import tables


@dataclass(frozen=True)
class Outcome:
    """What an import did, or why it did nothing; ``changes`` are Chinese lines."""

    edition: Edition | None = None
    errors: tuple[CellError, ...] = ()
    changes: tuple[str, ...] = ()
    #: the rows behind them, where it was only a look
    rows: tuple[SheetDifference, ...] = ()
    #: the working copy as it was found, in a few characters
    stood: str = ""


def import_workbook(data: bytes, person: User | None, *, dry_run: bool = False) -> Outcome:
    """Create or replace the working copy; a dry run does the same and takes it back."""
    return import_reading(read(data), person, dry_run=dry_run)


def import_reading(
    reading: Reading, person: User | None, *, dry_run: bool = False, seen: str = ""
) -> Outcome:
    """What was read into the working copy; only a look where that is no more as it was ``seen``."""
    catalogue = _catalogue(reading)
    with transaction.atomic():
        edition = _edition(reading)
        _refuse_closed(reading, edition)
        _refuse_stranger(reading, person)
        check(reading, catalogue, _stored(reading, edition), cache(lambda: _last_year(reading)))
        if reading.errors or catalogue is None:
            return Outcome(errors=_ordered(reading))
        before = tables(edition) if edition else None
        stored = store(reading, catalogue, person)
        after = tables(stored)
        summary = changes(stored, before, after)
        stood = _digest(before)
        if dry_run or seen not in ("", stood):
            transaction.set_rollback(True)
            return Outcome(edition, (), summary, row_differences(before, after), stood)
        _sign(stored, person, history(stored, before, after))
    return Outcome(stored, changes=summary, stood=stood)


def _digest(tables: Tables | None) -> str:
    return hashlib.sha256(json.dumps(tables).encode()).hexdigest()


def _catalogue(reading: Reading) -> Catalogue | None:
    """The code lists of the workbook's year; a year without lists is a fault."""
    year = reading.department.get("year")
    if year is None:
        return None
    catalogue = catalogue_of(year)
    if catalogue.subjects:
        return catalogue
    message = (
        f"还没有{year}年的科目表。请核对年度；年度没有错的，请管理员在“收支分类科目”页点"
        f"“导入科目表”载入{year}年的科目，再导入这个工作簿"
    )
    reading.note_department("year", message)
    return None


def _last_year(reading: Reading) -> Catalogue:
    return catalogue_of(int(reading.department["year"]) - 1)


def _sign(edition: Edition, person: User | None, differences: Iterable[Change]) -> None:
    """Who imported what; she works for the department from now on, if it is new."""
    rows = list(differences)
    for row in rows:
        row.person = person
    Change.objects.bulk_create(rows, batch_size=500)
    if person is None:
        return
    Step.objects.create(edition=edition, act=Step.Act.IMPORT, person=person, at=timezone.now())
    if not Department.objects.visible_to(person).filter(pk=edition.department_id).exists():
        edition.department.members.add(person)


def _ordered(reading: Reading) -> tuple[CellError, ...]:
    """In the order of sheets, rows and columns; what is no sheet of ours comes first."""
    places = {sheet.name: place for place, sheet in enumerate(sheets.SHEETS)}

    def place(error: CellError) -> tuple[int, int, int]:
        column, row = coordinate_from_string(error.cell or "A1")
        return places.get(error.sheet, -1), row if error.cell else 0, column_index(column)

    return tuple(sorted(reading.errors, key=place))


def _edition(reading: Reading) -> Edition | None:
    code, year = (reading.department.get(key) for key in ("code", "year"))
    if not code or year is None:
        return None
    return (
        Edition.objects.select_for_update(of=("self",))
        .filter(department__code=code, year=year)
        .first()
    )


def _refuse_closed(reading: Reading, edition: Edition | None) -> None:
    if edition is not None and edition.status != Status.DRAFT:
        message = f"不能导入：{edition}{edition.get_status_display()}，须退回或开启更正后才能修改"
        reading.note_department("code", message)


def _refuse_stranger(reading: Reading, person: User | None) -> None:
    """A clerk imports into her own departments, and may open a new one."""
    code = reading.department.get("code")
    if person is None or not Department.objects.filter(code=code).exists():
        return
    if not Department.objects.visible_to(person).filter(code=code).exists():
        reading.note_department("code", f"您不是部门“{code}”的录入人员，请联系管理员")


def _stored(reading: Reading, edition: Edition | None) -> Stored:
    if edition is None:
        known = reading.department.get("code") and reading.department.get("year") is not None
        return Stored(frozenset() if known else None)
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
    return Stored(frozenset(names), tuple(sorted(used)), _projects_in_use(reading, edition))


def _projects_in_use(reading: Reading, edition: Edition) -> tuple[tuple[str, str], ...]:
    projects = Project.objects.filter(edition=edition, performance__isnull=False)
    lists = (
        (sheets.PERFORMANCE, projects),
        (sheets.INDICATORS, projects.filter(performance__indicators__isnull=False).distinct()),
    )
    return tuple(
        (name, sheet.name)
        for sheet, found in lists
        if sheet.name not in reading.rows
        for name in found.values_list("name", flat=True)
    )
