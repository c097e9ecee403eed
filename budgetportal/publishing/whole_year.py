"""A year's approved editions published at once: one process a document, on all cores.

Each document has a process of its own, which ends with it: memory stays flat, the fonts that the
parent has read are shared, and one that dies takes nothing with it. What is published is skipped,
so that an interrupted run is simply run again.
"""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connections
from django.db.models import Count
from django.urls import reverse

from budgetportal.logs import about, without_rows
from budgetportal.models import Edition, Job, PerformanceForm, Publication, Status
from budgetportal.rendering import pdf

from . import workflow

log = logging.getLogger("budgetportal.jobs")
#: how a process says what happened
PUBLISHED, REFUSED, BROKEN = 0, 1, 3


@dataclass(frozen=True)
class Result:
    """What became of one edition; ``message`` is empty where it was published.

    ``megabytes`` is the most that its process held.
    """

    edition: str
    message: str
    seconds: float
    megabytes: float


@dataclass
class Running:
    """A process and the pipe on which it says why it refused."""

    edition: Edition
    pipe: int
    started: float


def waiting(year: int) -> list[Edition]:
    """What is approved and not yet published."""
    found = Edition.objects.filter(year=year, status=Status.APPROVED)
    return list(found.select_related("department").order_by("department__code"))


def settled(year: int) -> int:
    """How many are published as they stand: nothing of them is rendered again."""
    return Edition.objects.filter(year=year, status=Status.PUBLISHED).count()


def publish_all(editions: list[Edition], person: User, workers: int) -> Iterator[Result]:
    """Publish each; results in the order in which they end."""
    if not editions:
        return
    pdf.warm()
    reverse("home")  # all pages of the site with their libraries, which a document links to
    _close()
    gc.collect()
    gc.freeze()
    queue, running = _in_turn(editions, workers)[::-1], dict[int, Running]()
    while queue or running:
        while queue and len(running) < workers:
            pid, process = _fork(queue.pop(), person)
            running[pid] = process
        pid, status, used = os.wait3(0)
        if pid in running:
            yield _result(running.pop(pid), status, used.ru_maxrss / 1024)


def _in_turn(editions: list[Edition], workers: int) -> list[Edition]:
    """The longest (most forms) first, so that no process works alone on one at the end."""
    if workers == 1:
        return editions
    forms = PerformanceForm.objects.filter(project__edition__in=editions).order_by()
    counts = dict(forms.values_list("project__edition").annotate(Count("pk")))
    return sorted(editions, key=lambda each: -counts.get(each.pk, 0))


def _fork(edition: Edition, person: User) -> tuple[int, Running]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, Running(edition, reading, time.perf_counter())
    os.close(reading)
    code = BROKEN
    try:
        code = _publish(edition, person, writing)
    finally:
        os._exit(code)


def _publish(edition: Edition, person: User, pipe: int) -> int:
    """In the child."""
    gc.disable()  # the process ends with the document
    started = time.perf_counter()
    try:
        with about(user=person.pk, edition=edition.pk):
            publication = workflow.publish(edition, person)
        _keep(edition, publication, person, time.perf_counter() - started)
        _close()
    except workflow.Refused as refused:
        os.write(pipe, str(refused).encode()[:4000])
        return REFUSED
    except Exception as error:
        log.exception("%s", edition)
        os.write(pipe, without_rows(f"{type(error).__name__}: {error}").encode()[:4000])
        return BROKEN
    return PUBLISHED


def _keep(edition: Edition, publication: Publication, person: User, seconds: float) -> None:
    """As a job that is done: the metrics count it, and the desk shows who did it."""
    Job.objects.create(
        kind=Job.Kind.PUBLISH,
        person=person,
        edition=edition,
        revision=publication.revision,
        state=Job.State.DONE,
        message=f"{publication}已发布。",
        seconds=seconds,
    )


def _result(process: Running, status: int, megabytes: float) -> Result:
    with os.fdopen(process.pipe, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    code = os.waitstatus_to_exitcode(status)
    message = "" if code == PUBLISHED else said or "办理中断，没有发布；再运行一次即可。"
    took = time.perf_counter() - process.started
    return Result(str(process.edition), message, took, megabytes)


def _close() -> None:
    """Connections are never shared between processes."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
