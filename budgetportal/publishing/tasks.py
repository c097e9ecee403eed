"""Background work through Django's Tasks interface: at once, or by workers, as TASKS_BACKEND says.

A task may be tried again at any time (a worker was killed, the database was away): what is done
is known by edition and revision, and is not done twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from time import perf_counter

from django.contrib.auth.models import User
from django.core.files.base import File
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from budgetportal.models import Edition, Job

from . import (
    artefacts,
    gathering,
    imports,
    leftovers,
    previews,
    progress,
    publications,
    released,
    workflow,
)
from .deferred import in_database, is_deferred

#: worth another try: the database or the storage was away
TRANSIENT = (OperationalError, InterfaceError, OSError)
ATTEMPTS = 5
PAUSE = timedelta(seconds=30)
#: how a job ended, and what its page says
Ended = tuple[Job.State, str]


def publish_later(edition: Edition, person: User) -> Job:
    """发布 by the queue; asked twice, it is the same job. Refused at once where it may not be."""
    workflow.publishable(edition, person)
    return begin(edition, person)


def begin(edition: Edition, person: User) -> Job:
    """The job of a publication, one of many; it refuses itself what may not be published."""
    revision = artefacts.next_revision(edition)
    return _begin(Job(kind=Job.Kind.PUBLISH, person=person, edition=edition, revision=revision))


def import_later(file: File, person: User, *, confirmed: bool) -> Job:
    """导入 of a large workbook: confirmed already, or looked at first."""
    job = Job(kind=Job.Kind.IMPORT, person=person, confirmed=confirmed)
    job.upload.save("workbook.xlsx", file, save=False)
    return _begin(job)


def preview_later(edition: Edition, person: User) -> Job:
    """The PDF of the draft; asked twice, it is the same job."""
    return _begin(Job(kind=Job.Kind.PREVIEW, person=person, edition=edition))


def confirm(job: Job) -> None:
    """确认导入 what was looked at; asked twice, it is done once."""

    def keep() -> bool:
        return bool(
            Job.objects.filter(pk=job.pk, state=Job.State.ASKED).update(
                state=Job.State.WAITING, confirmed=True, attempts=0, changed_at=timezone.now()
            )
        )

    try:
        _enqueue(job, keep)
    except IntegrityError:
        raise workflow.Refused("这份预算正在导入另一个工作簿，请等它办完，再确认这一个。") from None


def _begin(job: Job) -> Job:
    before = Job.objects.filter(edition=job.edition, kind=job.kind, state__in=Job.OPEN)
    if job.edition is not None and is_deferred() and (same := before.first()):
        return same
    if job.edition is not None:  # one that stopped within a request is nobody's any more
        before.update(state=Job.State.FAILED, message="办理中断，没有完成。")

    def keep() -> bool:
        job.save()
        return True

    _enqueue(job, keep)
    job.refresh_from_db()
    return job


def _enqueue(job: Job, keep: Callable[[], bool]) -> None:
    """A job that is kept is queued with it or not at all; within the request it begins after.

    A broker hears of it when it is committed; if it is away, the workers' next look queues it.
    """

    def ask() -> None:  # no partial: where it fails, Django logs it by a function's name
        put(job.pk)

    with transaction.atomic():
        kept = keep()
        if kept and in_database():
            work.enqueue(job.pk)
        elif kept and is_deferred():
            transaction.on_commit(ask, robust=True)
    if kept and not is_deferred():
        work.enqueue(job.pk)


def put(job_id: int) -> None:
    """Queue a job, and keep by what name its task can be asked after."""
    asked = work.enqueue(job_id)
    Job.objects.filter(pk=job_id).update(task=asked.id, changed_at=timezone.now())


@task()
def work(job_id: int) -> str:
    """Do one job; what happened is in the job."""
    job = Job.objects.select_related("edition__department", "person").get(pk=job_id)
    if not job.is_open:
        return job.state
    if job.attempts >= ATTEMPTS:  # it ends every time in an error that nobody foresaw
        return give_up(job_id)
    Job.objects.filter(pk=job_id).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, step="", done=0, total=0
    )
    started = perf_counter()
    try:
        with progress.of(job):
            state, message = DO[Job.Kind(job.kind)](job)
    except TRANSIENT:
        job.state = Job.State.RUNNING
        state, message = _again(job)
    if job.is_open:  # else its end was kept with what it did
        ended = (Job.State.ASKED, Job.State.DONE)  # by another, or just before an error
        Job.objects.filter(pk=job_id).exclude(state__in=ended).update(
            state=state,
            message=message,
            seconds=perf_counter() - started,
            changed_at=timezone.now(),
        )
    if job.kind == Job.Kind.IMPORT and state == Job.State.DONE:
        leftovers.discard(job)
    return state


def give_up(job_id: int) -> str:
    """A job that no worker gets done."""
    Job.objects.filter(pk=job_id, state__in=Job.OPEN).update(
        state=Job.State.FAILED, message="多次办理都被中断，没有完成；请联系管理员。"
    )
    return Job.State.FAILED


@task()
def mend() -> int:
    """Put up published files that a crash or an upgrade left behind; clear away old uploads."""
    leftovers.sweep()
    return len(released.mend()) + len(gathering.mend())


DO: Mapping[Job.Kind, Callable[[Job], Ended]] = {
    Job.Kind.PUBLISH: publications.run,
    Job.Kind.IMPORT: imports.run,
    Job.Kind.PREVIEW: previews.run,
    Job.Kind.ARCHIVE: gathering.run,
}


def _again(job: Job) -> Ended:
    """Later, by whoever is free; given up after some attempts."""
    if not is_deferred() or job.attempts + 1 >= ATTEMPTS:
        return Job.State.FAILED, "数据库或存储暂时不可用，没有完成；可以再次办理。"
    if in_database():
        work.using(run_after=timezone.now() + PAUSE).enqueue(job.pk)
    else:  # no broker's timer is needed: the workers' look queues it after the same pause
        Job.objects.filter(pk=job.pk).update(task="")
    return Job.State.WAITING, "数据库或存储暂时不可用，稍后自动重试。"
