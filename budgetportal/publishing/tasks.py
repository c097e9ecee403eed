"""Background work through Django's Tasks interface: at once, or by workers, as TASKS_BACKEND says.

A task may be tried again at any time (a worker was killed, the database was away): what is done
is known by edition and revision, and is not done twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from time import perf_counter

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task, task_backends

from budgetportal.models import Edition, Job, Publication
from budgetportal.workbook.importing import import_workbook

from . import artefacts, progress, released, workflow

log = logging.getLogger("budgetportal.tasks")
#: worth another try: the database or the storage was away
TRANSIENT = (OperationalError, InterfaceError, OSError)
ATTEMPTS = 5
PAUSE = timedelta(seconds=30)


def is_deferred() -> bool:
    """Whether workers do the work; else it is done within the request."""
    return task_backends["default"].supports_defer


def publish_later(edition: Edition, person: User) -> Job:
    """发布 by the queue; asked twice, it is the same job. Refused at once where it may not be."""
    workflow.publishable(edition, person)
    revision = artefacts.next_revision(edition)
    return _begin(Job(kind=Job.Kind.PUBLISH, person=person, edition=edition, revision=revision))


def import_later(data: bytes, person: User) -> Job:
    """导入 of a large workbook by the queue."""
    job = Job(kind=Job.Kind.IMPORT, person=person)
    job.upload.save("workbook.xlsx", ContentFile(data), save=False)
    return _begin(job)


def _begin(job: Job) -> Job:
    before = Job.objects.filter(edition=job.edition, kind=job.kind, state__in=Job.OPEN)
    if job.edition is not None and is_deferred() and (same := before.first()):
        return same
    if job.edition is not None:  # one that stopped within a request is nobody's any more
        before.update(state=Job.State.FAILED, message="办理中断，没有完成。")
    if is_deferred():
        with transaction.atomic():
            job.save()
            work.enqueue(job.pk)
    else:
        job.save()
        work.enqueue(job.pk)
    job.refresh_from_db()
    return job


@task()
def work(job_id: int) -> str:
    """Do one job; what happened is in the job."""
    job = Job.objects.select_related("edition__department", "person").get(pk=job_id)
    if not job.is_open:
        return job.state
    Job.objects.filter(pk=job_id).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, step="", done=0, total=0
    )
    started = perf_counter()
    try:
        with progress.of(job):
            state, message = DO[Job.Kind(job.kind)](job)
    except TRANSIENT as error:
        log.warning("job %s: %s", job_id, error)
        state, message = _again(job)
    Job.objects.filter(pk=job_id).update(
        state=state,
        message=message,
        seconds=perf_counter() - started,
        changed_at=timezone.now(),
        edition=job.edition,
    )
    return state


@task()
def mend() -> int:
    """Put up published files that a crash or an upgrade left behind."""
    return len(released.mend())


Outcome = tuple[Job.State, str]


def _publish(job: Job) -> Outcome:
    assert job.edition is not None
    if _is_published(job):
        return Job.State.DONE, "已发布。"
    try:
        publication = workflow.publish(job.edition, job.person)
    except workflow.Refused as refused:
        if _is_published(job):  # by a worker that was thought dead
            return Job.State.DONE, "已发布。"
        return Job.State.FAILED, str(refused)
    return Job.State.DONE, f"{publication}已发布。"


def _is_published(job: Job) -> bool:
    assert job.edition is not None
    return Publication.objects.filter(
        department=job.edition.department, year=job.edition.year, revision=job.revision or 0
    ).exists()


def _import(job: Job) -> Outcome:
    with job.upload.open("rb") as file:
        outcome = import_workbook(file.read(), job.person)
    if outcome.errors:
        return Job.State.FAILED, "\n".join(str(error) for error in outcome.errors)
    job.edition = outcome.edition
    return Job.State.DONE, "\n".join(outcome.changes or ("没有变化。",))


DO: Mapping[Job.Kind, Callable[[Job], Outcome]] = {
    Job.Kind.PUBLISH: _publish,
    Job.Kind.IMPORT: _import,
}


def _again(job: Job) -> Outcome:
    """Later, by whoever is free; given up after some attempts."""
    if not is_deferred() or job.attempts + 1 >= ATTEMPTS:
        return Job.State.FAILED, "数据库或存储暂时不可用，没有完成；可以再次办理。"
    work.using(run_after=timezone.now() + PAUSE).enqueue(job.pk)
    return Job.State.WAITING, "数据库或存储暂时不可用，稍后自动重试。"
