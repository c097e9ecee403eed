"""Importing in a test: done, or refused with nothing stored."""

from typing import Any

from budgetportal.models import Department, Edition, Step
from budgetportal.workbook.importing import import_workbook
from budgetportal.workbook.writer import tables


def imported(data: bytes) -> Edition:
    """The edition of an import that must succeed."""
    outcome = import_workbook(data, None)
    assert [str(error) for error in outcome.errors] == []
    assert outcome.edition is not None
    return outcome.edition


def refused(data: bytes) -> list[str]:
    """The error lines of an import that stores nothing."""
    before = everything()
    outcome = import_workbook(data, None)
    assert (outcome.edition, outcome.changes, everything()) == (None, (), before)
    return [str(error) for error in outcome.errors]


def everything() -> list[Any]:
    """Whatever an import may touch."""
    return [
        list(Department.objects.values_list("code", "name")),
        [tables(edition) for edition in Edition.objects.order_by("pk")],
        Step.objects.count(),
    ]
