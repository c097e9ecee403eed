"""Every change of the working copy leaves a line in the history: who, when, what."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry

from budgetportal.models import Edition


def log(edition: Edition, person: Any, message: str) -> None:
    """One line of the edition's history."""
    LogEntry.objects.log_actions(
        person.pk, [edition], CHANGE, change_message=message, single_object=True
    )
