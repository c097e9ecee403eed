"""Two people at once: one act happens, the other ends in a sentence (PostgreSQL locks the row)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from budgetportal.models import Edition, Status, Step
from budgetportal.publishing import workflow
from tests.cast import SUPER
from tests.editions import edition

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer at a time by design"
    ),
]
People = dict[str, User]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each said when all began together; an act that was done says nothing."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait(timeout=10)
            act()
        except workflow.Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_an_approval_and_a_sending_back(codes: None, people: People) -> None:
    made = edition()
    workflow.submit(made, people["录入"])
    said = at_once(
        lambda: workflow.approve(made, people["审核"], "保密员"),
        lambda: workflow.send_back(made, people[SUPER], "请补充原因"),
    )
    done, status = {
        Status.APPROVED: (Step.Act.APPROVE, "现在是“已审核”"),
        Status.DRAFT: (Step.Act.RETURN, "现在是“草稿”"),
    }[Status(Edition.objects.get().status)]
    assert [step.act for step in Step.objects.all()] == [Step.Act.SUBMIT, done]
    assert sorted(said)[0] == ""
    assert sorted(said)[1] == f"测试局2023年度{status}，只有“已提交”时才能办理这一步。"


def test_submitted_twice(codes: None, people: People) -> None:
    made = edition()
    said = at_once(*[lambda: workflow.submit(made, people["录入"])] * 2)
    assert sorted(said) == ["", "测试局2023年度现在是“已提交”，只有“草稿”时才能办理这一步。"]
    assert Step.objects.count() == 1


def test_nothing_is_saved_while_it_is_submitted(codes: None, people: People) -> None:
    """Either the text was there when the rules ran, or it is refused."""
    made = edition()
    clerk = Client()
    clerk.force_login(people["录入"])
    place = f"/admin/desk/{made.pk}/texts/"
    form = clerk.get(place).context["form"]
    data = {f.html_name: "" if f.value() in (None, False) else f.value() for f in form}
    answers: list[int] = []
    said = at_once(
        lambda: answers.append(clerk.post(place, {**data, "duties": "待填"}).status_code),
        lambda: workflow.submit(made, people["录入"]),
    )
    made.refresh_from_db()
    outcome = (answers, made.duties, made.status, bool(said[1]))
    assert outcome in (
        ([302], "待填", Status.DRAFT, True),  # saved first: T07 stops the submission
        ([403], "统筹科技工作。", Status.SUBMITTED, False),
    )
