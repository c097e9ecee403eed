"""Who works, and what became of the work of those who died."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from budgetportal.models import Job, Worker

from . import broker
from .deferred import in_database
from .tasks import ATTEMPTS, give_up, mend, work

log = logging.getLogger("budgetportal.workers")
#: a worker that was not seen for so long is dead; by the database's clock, the same for all
SILENCE = timedelta(seconds=30)
#: a job that is so old and has no task has lost it
LOST = timedelta(seconds=10)


def beat(name: str) -> None:
    """This worker lives."""
    Worker.objects.update_or_create(name=name, defaults={"seen_at": Now()})


def _seen() -> QuerySet[Worker]:
    """The workers that were seen lately."""
    return Worker.objects.filter(seen_at__gt=Now() - SILENCE)


def somebody_works() -> bool:
    """Whether any worker was seen lately."""
    return _seen().exists()


def is_alive(machine: str) -> bool:
    """Whether a worker of this machine was seen lately."""
    return _seen().filter(name__startswith=f"{machine}-").exists()


def leave(name: str) -> None:
    """This worker ends in good order."""
    Worker.objects.filter(name=name).delete()


def _alive() -> set[str]:
    return set(_seen().values_list("name", flat=True))


def reap() -> int:
    """Tasks of dead workers wait again, for anybody; one that kills every worker is given up."""
    Worker.objects.filter(seen_at__lt=Now() - timedelta(days=1)).delete()
    return _reap(_alive()) if in_database() else broker.requeue(_alive(), LOST)


@transaction.atomic
def _reap(alive: set[str]) -> int:
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    dead = [t for t in running.select_for_update() if t.worker_ids[-1] not in alive]
    for task in dead:
        hopeless = len(task.worker_ids) >= ATTEMPTS
        task.status = TaskResultStatus.FAILED if hopeless else TaskResultStatus.READY
        task.started_at = None
        task.save(update_fields=["status", "started_at"])
        log.warning("task %s of a dead worker: %s", task.id, task.status)
        if hopeless and task.task_path == work.module_path:
            give_up(task.args_kwargs["args"][0])
    return len(dead) + _requeue()


def _requeue() -> int:
    """Jobs whose task was lost (a queue restored from an older backup) are queued again."""
    pending = DBTaskResult.objects.filter(
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING], task_path=work.module_path
    )
    queued = {task["args"][0] for task in pending.values_list("args_kwargs", flat=True)}
    lost = Job.objects.filter(state__in=Job.OPEN, changed_at__lt=Now() - LOST)
    found = list(lost.exclude(pk__in=queued))
    for job in found:
        work.enqueue(job.pk)
    return len(found)


def look_after() -> None:
    """Files that are behind or not wanted any more are a worker's, once at a time."""
    if not in_database():
        return broker.look_after(_alive())
    waiting = DBTaskResult.objects.filter(
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING], task_path=mend.module_path
    )
    if not waiting.exists():
        mend.enqueue()
