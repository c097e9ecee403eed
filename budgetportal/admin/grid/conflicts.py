"""Two clerks at once, and rows that others still use: each refusal says who, what and how on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.db.models import ProtectedError

from budgetportal.models import PerformanceForm, Project
from budgetportal.models.edition import EditionPart

from .row import Row, shown
from .rows import label
from .rowset import RowSet


def conflicts(rows: list[Row], stored: Mapping[int, EditionPart]) -> bool:
    """Whether others changed or removed any of these rows since they were shown."""
    return any([_conflict(row, stored.get(row.id)) for row in rows if row.id])


def _conflict(row: Row, stored: EditionPart | None) -> bool:
    if stored is None:
        row.wrong("这一行已被他人删除；再次保存将作为新的一行登记。")
        row.carried |= {"id": "", "version": ""}
        return True
    if str(stored.version) == row.carried["version"]:
        return False
    theirs = shown(row.part, stored)
    differ = [
        f"{label(row.part, name)}“{theirs[name]}”"
        for name in row.part.fields
        if theirs[name] != row.texts[name]
    ]
    by = stored.changed_by
    who = (by.get_full_name() or by.username) if by else "他人"
    said = f"{who}刚刚改过这一行：{'、'.join(differ) or '与您填写的相同'}。"
    row.wrong(said + "您填写的仍在这里；再次保存将以您的为准。")
    row.carried["version"] = str(stored.version)
    return True


def removed(rows: RowSet, gone: list[EditionPart], marked: list[Row]) -> bool:
    """Delete these rows, unless others use them or more would go than the clerk has been told."""
    if rows.part.model is Project and _takes_forms_along(marked):
        return False
    try:
        rows.part.model._default_manager.filter(pk__in=[row.pk for row in gone]).delete()
    except ProtectedError as error:
        _name_users(rows, marked, error)
        return False
    return True


def _takes_forms_along(marked: list[Row]) -> bool:
    """Whether a project's performance form would go too and the clerk has not been told."""
    asked = [row for row in marked if not row.carried["sure"]]
    forms = PerformanceForm.objects.filter(project__in=[row.id for row in asked])
    filled = set(forms.values_list("project", flat=True))
    for row in asked:
        if row.id in filled:
            row.wrong("这个项目的绩效目标申报表会一并删除；确认删除请再保存一次。")
            row.carried["sure"] = "1"
    return bool(filled)


def _name_users(rows: RowSet, marked: list[Row], error: ProtectedError) -> None:
    """Say at each row how many others use it."""
    key = "project_id" if rows.part.model is Project else "unit_id"
    users = Counter(getattr(each, key) for each in error.protected_objects)
    for row in marked:
        if users[row.id]:
            said = f"这个{rows.part.title}还有{users[row.id]}行在使用"
            row.wrong(f"{said}，请先删除或改正那些明细。")
