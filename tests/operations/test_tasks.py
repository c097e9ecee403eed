"""Background work: done once however often it is tried, and never lost with who did it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from budgetportal.models import Edition, Job, Publication, Status, Worker
from budgetportal.publishing import progress, tasks, workers, workflow
from tests.operations.standing import approved, work_off

pytestmark = pytest.mark.django_db
People = dict[str, User]
STEPS = [
    ("汇总和检查", 0, 6),
    ("生成数据文件和Excel", 1, 6),
    ("排版PDF", 2, 6),
    ("生成CSV和数据包", 3, 6),
    ("生成网页和公民版", 4, 6),
    ("写入文件", 5, 6),
]


@pytest.fixture
def desk(client: Client, people: People) -> Client:
    client.force_login(people["发布"])
    return client


def test_within_the_request_publishing_is_done_when_the_page_comes(
    codes: None, desk: Client, media: Any
) -> None:
    made = approved()
    answer = desk.post(f"/admin/desk/{made.pk}/do/publish/")
    assert answer["Location"] == f"/admin/desk/{made.pk}/"
    assert Job.objects.get().state == Job.State.DONE
    assert Publication.objects.count() == 1


def test_with_workers_the_page_shows_how_far_it_is(
    codes: None, desk: Client, media: Any, queue: None
) -> None:
    made = approved()
    place = desk.post(f"/admin/desk/{made.pk}/do/publish/")["Location"]
    waiting = desk.get(place)
    assert (waiting["Refresh"], Publication.objects.count()) == ("2", 0)
    assert "等待办理" in waiting.content.decode()
    work_off()
    Job.objects.update(state=Job.State.RUNNING)
    assert "5/6 写入文件" in desk.get(place).content.decode()
    Job.objects.update(state=Job.State.DONE)
    done = desk.get(place)
    assert not done.has_header("Refresh")
    assert "第1版已发布。" in done.content.decode()


def test_a_step_is_told_of_the_job_that_is_done_and_of_no_other(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PAUSE", 3600)
    job = Job.objects.create(kind="import", person=people["录入"], state=Job.State.RUNNING)
    other = Job.objects.create(kind="import", person=people["录入"], state=Job.State.RUNNING)
    with progress.of(job):
        for number in range(3):
            progress.step("读取工作表", number, 12)
    progress.step("办别的事", 1, 2)
    for each in (job, other):
        each.refresh_from_db()
    assert (job.step, job.done, job.total) == ("读取工作表", 0, 12)  # the same step once in a while
    assert (other.step, other.done, other.total) == ("", 0, 0)


def test_asked_twice_it_is_one_job(codes: None, people: People, media: Any, queue: None) -> None:
    made = approved()
    first = tasks.publish_later(made, people["发布"])
    assert tasks.publish_later(made, people["发布"]) == first
    assert DBTaskResult.objects.count() == 1


def test_what_may_not_be_published_is_refused_at_once(
    codes: None, people: People, queue: None
) -> None:
    with pytest.raises(workflow.Refused, match="没有办理这一步的权限"):
        tasks.publish_later(approved(), people["录入"])
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_done_step_by_step_and_done_again_it_publishes_nothing_again(
    codes: None, people: People, media: Any, queue: None
) -> None:
    job, told = tasks.publish_later(approved(), people["发布"]), list[Any]()

    def listen(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        if sql.startswith('UPDATE "budgetportal_job" SET "step"') and params[0]:
            told.append(params[:3])
        return execute(sql, params, *rest)

    with connection.execute_wrapper(listen):
        tasks.work.call(job.pk)
    assert told == STEPS
    Job.objects.update(state=Job.State.RUNNING)  # its worker died before it could say so
    assert tasks.work.call(job.pk) == Job.State.DONE
    assert Publication.objects.count() == 1


def test_the_work_of_a_dead_worker_waits_for_another(
    codes: None, people: People, media: Any, queue: None
) -> None:
    job = tasks.publish_later(approved(), people["发布"])
    workers.beat("dead")
    DBTaskResult.objects.get().claim("dead")
    assert workers.reap() == 0  # it was seen just now
    Worker.objects.update(seen_at=Now() - timedelta(minutes=1))
    assert workers.reap() == 1
    work_off()
    job.refresh_from_db()
    assert (job.state, Publication.objects.count()) == (Job.State.DONE, 1)


def test_work_that_kills_every_worker_is_given_up(
    codes: None, people: People, media: Any, queue: None
) -> None:
    job = tasks.publish_later(approved(), people["发布"])
    for number in range(tasks.ATTEMPTS):
        DBTaskResult.objects.get().claim(f"dead{number}")
        workers.reap()
    job.refresh_from_db()
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    assert job.message == "多次办理都被中断，没有完成；请联系管理员。"
    assert Edition.objects.get().status == Status.APPROVED


def test_an_error_that_nobody_foresaw_does_not_come_back_for_ever(
    people: People, queue: None
) -> None:
    job = Job.objects.create(kind="import", person=people["录入"])  # without its file
    for _ in range(tasks.ATTEMPTS + 2):
        Job.objects.update(changed_at=Now() - timedelta(minutes=1))
        workers.reap()
        work_off()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, tasks.ATTEMPTS)
    assert DBTaskResult.objects.count() == tasks.ATTEMPTS + 1


def test_no_storage_is_another_try_later(
    codes: None, people: People, media: Any, queue: None
) -> None:
    media.write_text("a file where the folder should be")
    job = tasks.publish_later(approved(), people["发布"])
    work_off()
    job.refresh_from_db()
    assert job.state == Job.State.WAITING
    media.unlink()
    tasks.work.call(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
