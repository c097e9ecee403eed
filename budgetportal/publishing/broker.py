"""What became of a broker's tasks, as far as the Tasks interface says it.

A job is lost when its task is unknown or over, or is with a worker that is not seen any more. What
is queued once too often is harmless: a job that is done is not done again.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from budgetportal.models import Job

from .tasks import PAUSE, mend, put

log = logging.getLogger("budgetportal.workers")
#: where the backend says nothing of its tasks, a job of which nothing was heard for so long is lost
SILENCE = timedelta(minutes=10)


def requeue(alive: set[str], lost: timedelta) -> int:
    """Jobs that nobody will do are queued again, by one of those who look."""
    new, tried = Q(attempts=0, changed_at__lt=Now() - lost), Q(changed_at__lt=Now() - PAUSE)
    quiet = Job.objects.filter(new | tried, state__in=Job.OPEN)
    found = [job for job in quiet if not _stands(job, alive) and _taken(job)]
    for job in found:
        if job.task:
            log.warning("job %s was lost: it is queued again", job.pk)
        put(job.pk)
    return len(found)


def _taken(job: Job) -> bool:
    same = Job.objects.filter(pk=job.pk, task=job.task, changed_at=job.changed_at)
    return bool(same.update(changed_at=timezone.now()))


def _stands(job: Job, alive: set[str]) -> bool:
    if job.task and not task_backends["default"].supports_get_result:
        return job.changed_at > timezone.now() - SILENCE
    return is_coming(job.task, alive)


def is_coming(task_id: str, alive: set[str]) -> bool:
    """Whether a task waits, or is with one who lives."""
    if not task_id or not task_backends["default"].supports_get_result:
        return False
    try:
        found = task_backends["default"].get_result(task_id)
    except TaskResultDoesNotExist:
        return False
    if found.status != TaskResultStatus.RUNNING or "{name}" not in settings.TASKS_WORKER:
        return not found.is_finished
    return not found.worker_ids or found.worker_ids[-1] in alive


_mending = ""


def look_after(alive: set[str]) -> None:
    """As ``workers.look_after``: this process asks again when what it asked for is over."""
    global _mending
    if not is_coming(_mending, alive):
        _mending = mend.enqueue().id
