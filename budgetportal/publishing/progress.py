"""How far a job is (进度): kept with the job, shown on its page.

Whoever does a job says ``with progress.of(job):`` once (``tasks.work`` does); whatever is called
below says ``progress.step("排版PDF", 2, 6)`` where it stands: two of six are done, this is next.
Where no job is done, nothing is said. Say it outside a transaction: what is said inside is seen
only after the commit.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic

from django.utils import timezone

from budgetportal.logs import about
from budgetportal.models import Job

log = logging.getLogger("budgetportal.jobs")
#: seconds in which the same step is written once, however often it is said
PAUSE = 0.5


@dataclass
class _Said:
    """What was said last about a job, and when."""

    job: int
    words: str = ""
    at: float = 0.0


_said: ContextVar[_Said | None] = ContextVar("said", default=None)


@contextmanager
def of(job: Job) -> Iterator[None]:
    """What is said or logged inside is about this job; one line says how it went."""
    token, started = _said.set(_Said(job.pk)), monotonic()
    with about(request=job.request, user=job.person_id, edition=job.edition_id):
        try:
            yield
        except Exception as error:
            log.warning("job %s %s: %s", job.pk, job.kind, error)
            raise
        finally:
            _said.reset(token)
            took = {"seconds": round(monotonic() - started, 4)}
            log.info("job %s %s ended", job.pk, job.kind, extra=took)


def step(words: str, done: int = 0, total: int = 0) -> None:
    """``done`` of ``total`` are done, and these words are what is done now (0 of 0: unknown)."""
    last = _said.get()
    if last is None or (words == last.words and monotonic() - last.at < PAUSE):
        return
    last.words, last.at = words, monotonic()
    Job.objects.filter(pk=last.job, state=Job.State.RUNNING).update(
        step=words, done=done, total=total, changed_at=timezone.now()
    )
