"""按年度发布: many departments at once, each checked and published by itself, once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from budgetportal.models import Edition, Job, Publication, Status, Step
from budgetportal.publishing import workflow
from tests.cast import GROUPS, SUPER
from tests.editions import edition

pytestmark = pytest.mark.django_db
People = dict[str, User]
PLACE = "/admin/desk/year/"


def approved(code: str, people: People) -> Edition:
    made = edition(code)
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    return Edition.objects.get(pk=made.pk)


def choose(client: Client, *chosen: Edition) -> Any:
    given = {"year": 2023, "edition": [each.pk for each in chosen]}
    return client.post(PLACE, given, follow=True)


def test_what_was_ticked_is_published_and_what_is_wrong_is_said(
    codes: None, people: People, media: Path, signed_in: Callable[[str], Client]
) -> None:
    fine, spoilt, left = (approved(code, people) for code in ("801", "802", "803"))
    Edition.objects.filter(pk=spoilt.pk).update(duties="")
    client = signed_in("发布")
    shown = client.get(PLACE).context["rows"]
    assert [(row.edition, row.approval.person) for row in shown] == [
        (each, people["审核"]) for each in (fine, spoilt, left)
    ]
    page = choose(client, fine, spoilt).content.decode()
    assert "已发布1个部门，未发布1个部门。" in page
    assert "：还有1处检查结果没有处理" in page
    assert list(Publication.objects.values_list("department__code", flat=True)) == ["801"]
    assert list(Edition.objects.order_by("pk").values_list("status", flat=True)) == [
        Status.PUBLISHED,
        Status.APPROVED,
        Status.APPROVED,
    ]
    published = Step.objects.filter(act=Step.Act.PUBLISH)
    assert [step.person for step in published] == [people["发布"]]
    assert "没有发布任何内容" in choose(client, fine).content.decode()  # the same again
    assert Publication.objects.count() == 1


def test_with_workers_it_is_one_job_each_and_the_page_shows_how_far(
    codes: None, people: People, signed_in: Callable[[str], Client], settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    first, second = approved("801", people), approved("802", people)
    client = signed_in("发布")
    answer = choose(client, first, second)
    assert (answer["Refresh"], "正在办理2个部门。" in answer.content.decode()) == ("2", True)
    choose(client, first, second)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (2, 2)
    Job.objects.filter(edition=first).update(state="running", step="排版PDF", done=2, total=6)
    page = client.get(PLACE, {"year": 2023, "watch": 1}).content.decode()
    assert "2/6 排版PDF" in page
    assert page.count('type="checkbox"') == 0  # a page that comes anew would lose the ticks


def test_nobody_else_publishes(
    codes: None, people: People, signed_in: Callable[[str], Client]
) -> None:
    made = approved("801", people)
    answers = {
        group: choose(signed_in(group), made).status_code
        for group in GROUPS
        if group not in ("发布", SUPER)
    }
    assert answers == {"录入": 403, "审核": 403, "管理": 403}
    assert (Edition.objects.get().status, Job.objects.count()) == (Status.APPROVED, 0)


def test_queries_do_not_grow_with_departments(
    codes: None, people: People, signed_in: Callable[[str], Client]
) -> None:
    client, counts = signed_in("发布"), []
    for code in ("801", "802"):
        made = approved(code, people)
        Job.objects.create(kind=Job.Kind.PUBLISH, edition=made, person=people["发布"])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PLACE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_became_of_the_revision_before_is_not_told_again(
    codes: None, people: People, signed_in: Callable[[str], Client]
) -> None:
    job = Job(kind=Job.Kind.PUBLISH, edition=edition("801"), person=people["发布"], state="done")
    job.save()
    workflow.submit(job.edition, people["录入"])
    workflow.approve(job.edition, people["审核"])
    assert [row.job for row in signed_in("发布").get(PLACE).context["rows"]] == [None]
