"""An approved edition, published with its commit hooks run: what a reader then finds as files."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command

from budgetportal.models import Edition, Publication, Status
from budgetportal.publishing import workflow
from tests.editions import NOW, edition

Commits = Callable[..., AbstractContextManager[Any]]


def approved(code: str = "801", yuan: str = "10000.00") -> Edition:
    made = edition(code, yuan=yuan)
    Edition.objects.filter(pk=made.pk).update(status=Status.APPROVED)
    return Edition.objects.get(pk=made.pk)


def correct(made: Edition, person: User) -> None:
    """Reopened with a reason, and approved again."""
    workflow.reopen(Edition.objects.get(pk=made.pk), person, "更正示例金额")
    Edition.objects.filter(pk=made.pk).update(status=Status.APPROVED)


def publish(made: Edition, person: User, commits: Commits) -> Publication:
    with commits(execute=True):
        return workflow.publish(Edition.objects.get(pk=made.pk), person, NOW)


def work_off() -> None:
    """A worker takes up whatever waits."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
