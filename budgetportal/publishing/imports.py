"""导入 of a large workbook by a worker: looked at, shown, and stored when it is confirmed.

The import and the end of its job are one transaction: whoever does it again, because a worker was
killed or thought dead, finds it done. Where the ledger is no more as it was shown, nothing is
stored, and the new differences wait to be confirmed.
"""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from budgetportal.models import Edition, Job
from budgetportal.workbook.importing import Outcome, import_reading
from budgetportal.workbook.reader import read
from budgetportal.workbook.reading import Reading

from . import leftovers, progress
from .workflow import Refused

#: uploads of one person that wait or are being done
MOST = 10
STALE = "查看变化以后，登记的内容又有改动，所以没有导入。请核对下面新的变化，再确认。"
LOST = "上传的文件已经不在存储里，没有导入；请重新上传。"
KEPT = ("found", "edition", "state", "message", "step", "digest", "confirmed", "changed_at")


def few_enough(person: User) -> None:
    """Nobody fills the storage with workbooks."""
    waiting = Job.objects.filter(person=person, state__in=[*Job.OPEN, Job.State.ASKED])
    if waiting.exclude(upload="").count() >= MOST:
        raise Refused(f"您已有{MOST}个工作簿没有办完，请先确认或放弃其中的几个，再上传。")


def run(job: Job) -> tuple[Job.State, str]:
    """A look, or the import itself; what was found is in the job."""
    if not job.person.has_perm("budgetportal.change_edition"):
        return Job.State.FAILED, "您没有录入的权限，没有导入；请联系管理员。"
    progress.step("检查文件")
    try:
        with job.upload.open("rb") as file:
            data = file.read()
    except FileNotFoundError:
        return Job.State.FAILED, LOST
    reading = read(data, progress.step)
    progress.step("写入登记的内容" if job.confirmed else "比较变化")
    with transaction.atomic():
        now = Job.objects.select_for_update().get(pk=job.pk)
        if now.is_open:
            return _import(job, reading)
    job.state, job.edition = now.state, now.edition  # done by a worker that was thought dead
    return Job.State(now.state), now.message


def _import(job: Job, reading: Reading) -> tuple[Job.State, str]:
    outcome = import_reading(reading, job.person, dry_run=not job.confirmed, seen=job.digest)
    state, message = _ended(job, outcome)
    job.found = None if state == Job.State.DONE else _shown(outcome)
    # of a look the new edition was taken back
    job.edition = Edition.objects.filter(pk=outcome.edition.pk).first() if outcome.edition else None
    job.state, job.message, job.step, job.digest = state, message, "", outcome.stood
    job.confirmed, job.changed_at = state == Job.State.DONE, timezone.now()
    job.save(update_fields=KEPT)
    return state, message


def _ended(job: Job, outcome: Outcome) -> tuple[Job.State, str]:
    if outcome.errors:
        return Job.State.FAILED, ""
    if job.confirmed and job.digest in ("", outcome.stood):
        return Job.State.DONE, "\n".join(outcome.changes or ("没有变化。",))
    return Job.State.ASKED, STALE if job.confirmed else ""


def _shown(outcome: Outcome) -> dict[str, object]:
    """What the page shows of it."""
    return {
        "errors": [asdict(error) for error in outcome.errors],
        "changes": outcome.changes,
        "rows": [asdict(sheet) for sheet in outcome.rows],
    }


def reject(job: Job) -> None:
    """先不导入: nothing is stored, and the upload is gone."""
    given_up = {"state": Job.State.FAILED, "message": "已放弃，没有导入。", "found": None}
    if Job.objects.filter(pk=job.pk, state=Job.State.ASKED).update(**given_up):
        leftovers.discard(job)
