"""The sample departments, taken through the real workflow from import to publication."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.utils.timezone import get_default_timezone

from budgetportal.disclosure.assemble import assemble
from budgetportal.models import Department, Edition, Publication, WarningAnswer
from budgetportal.workbook.folder import to_xlsx
from budgetportal.workbook.importing import import_workbook

from . import workflow
from .accounts import ensure_groups

ANSWERS = "答复.csv"


@dataclass(frozen=True)
class Account:
    """A demo account; every password is ``PASSWORD``."""

    name: str
    title: str
    group: str


PASSWORD = "demo-budget-2023"
ACCOUNTS = (
    Account("clerk", "录入员", "录入"),
    Account("reviewer", "审核员", "审核"),
    Account("publisher", "发布员", "发布"),
    Account("admin", "管理员", "管理"),
)


def make_accounts() -> dict[str, User]:
    """The demo accounts by group; what exists is left alone."""
    ensure_groups()
    return {account.group: _account(account) for account in ACCOUNTS}


def _account(account: Account) -> User:
    user, created = User.objects.get_or_create(
        username=account.name,
        defaults={
            "first_name": account.title,
            "is_staff": True,
            "is_superuser": account.group == "管理",
        },
    )
    if created:
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(Group.objects.get(name=account.group))
    return user


def sample_folders() -> Iterator[tuple[str, int, Path]]:
    """(department code, year, folder), earlier years first."""
    folders = sorted((settings.FIXTURES / "samples").iterdir(), key=lambda f: f.name[-4:])
    for folder in folders:
        code, _, year = folder.name.partition("-")
        yield code, int(year), folder


def publish_sample(code: str, year: int, folder: Path, people: dict[str, User]) -> bool:
    """Publish one sample unless it is there; returns whether it was published now."""
    if Publication.objects.filter(department__code=code, year=year).exists():
        return False
    outcome = import_workbook(to_xlsx(folder), people["录入"])
    if outcome.errors:
        raise workflow.Refused("；".join(str(error) for error in outcome.errors))
    department = Department.objects.get(code=code)
    department.is_sample = True
    department.save(update_fields=["is_sample"])
    department.members.add(people["录入"])
    edition = Edition.objects.get(department__code=code, year=year)
    _answer(edition, folder / ANSWERS)
    workflow.submit(edition, people["录入"])
    workflow.approve(edition, people["审核"], "示例审查员")
    workflow.publish(edition, people["发布"], _day_of_publication(edition))
    return True


def _day_of_publication(edition: Edition) -> datetime | None:
    """Samples are published in their own year, within the twenty days of the law."""
    if edition.approved_on is None:
        return None
    day = edition.approved_on + timedelta(days=13)
    return datetime.combine(day, time(9), tzinfo=get_default_timezone())


def _answer(edition: Edition, path: Path) -> None:
    if not path.exists():
        return
    causes = {(f.rule, f.where): f.cause for f in assemble(edition).checks.findings}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            rule, where = row["规则"], row["位置"]
            values = {"text": row["答复"], "cause": causes.get((rule, where), "")}
            WarningAnswer.objects.update_or_create(
                edition=edition, rule=rule, where=where, defaults=values
            )
