"""Uploads and previews are deleted when they have served, are given up, or are too old."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from budgetportal.models import Job

log = logging.getLogger("budgetportal.jobs")
#: an upload that nobody confirms, a preview that nobody renews
KEEP = timedelta(days=1)
OLD = "超过一天没有确认，上传的文件已经删除，没有导入；需要时请重新上传。"


def discard(job: Job) -> None:
    """The files of a job; no row ever names one that is gone.

    Where the storage is read-only they stay, and the next sweep clears them away.
    """
    names = [str(file.name) for file in (job.upload, job.result) if file]
    Job.objects.filter(pk=job.pk).update(upload="", result="", found=None)
    for name in names:
        try:
            default_storage.delete(name)
        except OSError as error:
            log.warning("%s is left for the next sweep: %s", name, error.strerror)


def sweep() -> None:
    """What is imported or too old, and files whose job was never kept."""
    old = timezone.now() - KEEP
    closed = Job.objects.exclude(upload="", result="").exclude(state__in=Job.OPEN)
    imported = Q(kind=Job.Kind.IMPORT, state=Job.State.DONE)
    for job in closed.filter(imported | Q(changed_at__lt=old)):
        asked = Job.objects.filter(pk=job.pk, state=Job.State.ASKED)
        asked.update(state=Job.State.FAILED, message=OLD)
        discard(job)
    known = {name for names in Job.objects.values_list("upload", "result") for name in names}
    for name in _stored():
        if name not in known and default_storage.get_modified_time(name) < old:
            default_storage.delete(name)


def _stored() -> list[str]:
    folder = str(Job._meta.get_field("upload").upload_to)
    try:
        return [f"{folder}{name}" for name in default_storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []
