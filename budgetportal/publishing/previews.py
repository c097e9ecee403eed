"""The PDF of a draft rendered by a worker, good while the draft is what was rendered."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import dump
from budgetportal.models import Edition, Job
from budgetportal.rendering import pdf

from . import leftovers, progress


def run(job: Job) -> tuple[Job.State, str]:
    """Render it; the one before is deleted."""
    assert job.edition is not None
    progress.step("汇总和检查", 0, 2)
    document = assemble(job.edition)
    progress.step("排版PDF", 1, 2)
    job.result.save("preview.pdf", ContentFile(pdf.render(document)), save=False)
    job.digest = _digest(document)
    job.save(update_fields=["result", "digest"])
    same = Job.objects.filter(edition=job.edition, kind=job.kind).exclude(pk=job.pk)
    for former in same.exclude(result=""):
        leftovers.discard(former)
    return Job.State.DONE, "PDF预览已排好。"


def rendered(edition: Edition, document: Document) -> bytes | None:
    """The PDF of exactly this draft, if a worker has rendered it."""
    done = Job.objects.filter(edition=edition, kind=Job.Kind.PREVIEW, state=Job.State.DONE)
    job = done.filter(digest=_digest(document)).exclude(result="").first()
    if job is None:
        return None
    try:
        with job.result.open("rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:  # a backup brings back the row, not the file
        return None
    return content


def _digest(document: Document) -> str:
    return hashlib.sha256(dump(document) + pdf.typesetting().encode()).hexdigest()
