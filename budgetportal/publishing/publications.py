"""发布 and 更正 by a worker: the revision that the job is for, once."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError

from budgetportal.models import Job, Publication

from . import workflow


def run(job: Job) -> tuple[Job.State, str]:
    """Publish it, or find that it is."""
    assert job.edition is not None
    if _is_published(job):
        return Job.State.DONE, "已发布。"
    try:
        publication = workflow.publish(job.edition, job.person)
    except workflow.Refused as refused:
        if _is_published(job):  # by a worker that was thought dead
            return Job.State.DONE, "已发布。"
        return Job.State.FAILED, str(refused)
    except (OperationalError, InterfaceError):
        if not _is_published(job):  # else all was committed, and only the answer was lost
            raise
        return Job.State.DONE, "已发布。"
    return Job.State.DONE, f"{publication}已发布。"


def _is_published(job: Job) -> bool:
    assert job.edition is not None
    return Publication.objects.filter(
        department=job.edition.department, year=job.edition.year, revision=job.revision or 0
    ).exists()
