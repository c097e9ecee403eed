"""Jobs through a third backend: done once, and lost with no broker and no worker."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.db.models.functions import Now
from django.test import Client
from django_tasks_db.models import DBTaskResult

from budgetportal.management.commands import worker
from budgetportal.models import Edition, Job, Publication, Worker
from budgetportal.publishing import gathering, tasks, workers
from budgetportal.publishing.released import whole_years
from tests.editions import edition
from tests.operations.listed import broker, take, waiting, work_off
from tests.operations.standing import Commits, approved
from tests.operations.test_uploads import amounts, changed

pytestmark = pytest.mark.django_db
People = dict[str, User]
WORKER = "its_worker --name {name}"


@pytest.fixture(autouse=True)
def through_a_broker(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "tests.operations.listed.Broker"}}
    settings.TASKS_WORKER = WORKER


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Commits) -> Commits:
    return django_capture_on_commit_callbacks


def asked(person: User, commits: Commits) -> Job:
    """A publication that the broker has heard of."""
    with commits(execute=True):
        return tasks.publish_later(approved(), person)


def later() -> int:
    """The workers look again after a while; how many jobs they queued."""
    Job.objects.update(changed_at=Now() - timedelta(minutes=1))
    return workers.reap()


def ended(job: Job) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, Publication.objects.count()


def test_a_department_is_published_and_its_year_packed(
    codes: None, people: People, media: Path, commits: Commits
) -> None:
    with commits() as unheard:
        job = tasks.publish_later(approved(), people["发布"])
        assert waiting() == []  # who works elsewhere sees no job before its commit
    unheard[0]()
    assert ended(job) == ("waiting", 0)
    work_off()
    assert ended(job) == ("done", 1)
    assert later() == 1
    with commits(execute=True):
        work_off()
    assert whole_years.place(2023).exists()
    assert (gathering.mend(), later(), DBTaskResult.objects.count()) == ([], 0, 0)


def test_a_workbook_is_looked_at_and_confirmed(
    codes: None, people: People, media: Path, commits: Commits
) -> None:
    data = changed(edition())
    with commits(execute=True):
        job = tasks.import_later(ContentFile(data), people["录入"], confirmed=False)
    work_off()
    assert (ended(job), set(amounts())) == (("asked", 0), {10000})
    with commits(execute=True):
        tasks.confirm(job)
    work_off()
    assert (ended(job), set(amounts())) == (("done", 0), {12345})


def test_a_dead_workers_job_is_anothers(
    codes: None, people: People, media: Path, commits: Commits
) -> None:
    job = asked(people["发布"], commits)
    workers.beat("one")
    take("one")
    assert later() == 0  # it was seen just now
    Worker.objects.update(seen_at=Now() - timedelta(minutes=1))
    assert (later(), workers.reap()) == (1, 0)  # whoever looks next finds it queued
    work_off("other")
    assert (ended(job), later()) == (("done", 1), 1)  # and the year's archive


def test_workers_without_names_of_ours_are_the_brokers_own_care(
    codes: None, people: People, media: Path, commits: Commits, settings: Any
) -> None:
    settings.TASKS_WORKER = "its_worker"
    asked(people["发布"], commits)
    take("a name of its own")
    assert later() == 0


@pytest.mark.parametrize("heard", [True, False])
def test_a_broker_that_lost_its_tasks_is_asked_again(
    codes: None, people: People, media: Path, commits: Commits, heard: bool
) -> None:
    with commits(execute=heard):
        job = tasks.publish_later(approved(), people["发布"])
    broker().clear()
    assert workers.reap() == 0  # it may be on its way
    assert later() == 1
    work_off()
    assert ended(job) == ("done", 1)


def test_no_storage_is_another_try_later(
    codes: None, people: People, media: Path, commits: Commits
) -> None:
    media.write_text("a file where the folder should be")
    job = asked(people["发布"], commits)
    work_off()
    assert (ended(job), waiting(), workers.reap()) == (("waiting", 0), [], 0)
    media.unlink()
    assert later() == 1
    work_off()
    assert ended(job) == ("done", 1)


def test_files_are_looked_after_once_at_a_time(media: Path) -> None:
    for _ in range(2):
        workers.look_after()
    assert [each.task for each in waiting()] == [tasks.mend]
    work_off()
    workers.look_after()
    assert len(waiting()) == 1


def test_a_backend_that_tells_nothing_is_trusted_for_ten_minutes(
    codes: None, people: People, media: Path, commits: Commits, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    asked(people["发布"], commits)
    assert later() == 0
    Job.objects.update(changed_at=Now() - timedelta(minutes=11))
    assert (workers.reap(), workers.reap(), len(waiting())) == (1, 0, 2)


def test_metrics_and_readiness_without_the_databases_queue(
    people: People, media: Path, client: Client
) -> None:
    states = ["waiting", "asked", "done", "failed", "failed"]
    Job.objects.bulk_create(Job(kind="import", person=people["录入"], state=s) for s in states)
    lines = client.get("/metrics").content.decode().splitlines()
    assert [line.partition("_tasks")[2] for line in lines if "_tasks{" in line] == [
        '{status="ready"} 1.0',
        '{status="running"} 0.0',
        '{status="successful"} 2.0',
        '{status="failed"} 2.0',
    ]
    assert client.get("/readyz").status_code == 503
    workers.beat("here")
    assert client.get("/readyz").status_code == 200
    broker().is_away = True
    assert (client.get("/readyz").status_code, client.get("/readyz").json()["queue"]) == (
        503,
        False,
    )


def test_the_worker_starts_what_the_setting_names(
    settings: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(worker.subprocess, "Popen", lambda words, **rest: words[2:])
    assert worker._start("here-1") == ["its_worker", "--name", "here-1"]
    settings.TASKS_WORKER = ""
    with pytest.raises(SystemExit):
        call_command("worker")
    assert (
        capsys.readouterr().err == "TASKS_WORKER 是空的：请写明由 manage.py 的哪个命令办理任务。\n"
    )


@pytest.mark.django_db(transaction=True)
def test_where_the_broker_is_away_the_job_is_kept(people: People, media: Path) -> None:
    broker().is_away = True
    job = tasks.import_later(ContentFile(b"no workbook"), people["录入"], confirmed=True)
    assert (job.state, transaction.get_autocommit()) == ("waiting", True)
    broker().is_away = False
    assert later() == 1
    work_off()
    assert (ended(job), Edition.objects.count()) == (("failed", 0), 0)
