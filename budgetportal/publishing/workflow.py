"""The one door to an edition's status: draft → submitted → approved → published, and back.

Each act locks the edition, checks, changes the status and leaves a Step (who, when, why).
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import dump, to_json
from budgetportal.disclosure.jsonform.straying import strayed
from budgetportal.disclosure.rules import Stage
from budgetportal.ledger.rules import Finding
from budgetportal.models import Edition, Publication, Status, Step, Withdrawal

from . import artefacts, gathering, progress, released

Act = Step.Act


class Refused(Exception):
    """An act that may not happen now; the message is a Chinese sentence."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


@transaction.atomic
def submit(edition: Edition, person: User) -> None:
    """提交审核: locks the ledger until it is sent back."""
    edition = _locked(edition, Status.DRAFT, person, "submit_edition")
    _without_blocking(assemble(edition))
    _step(edition, Act.SUBMIT, person, Status.SUBMITTED)


@transaction.atomic
def send_back(edition: Edition, person: User, comment: str, where: str = "") -> None:
    """退回: back to the clerk, with what must change."""
    edition = _locked(edition, Status.SUBMITTED, person, "approve_edition")
    if not comment.strip():
        raise Refused("退回时请写明需要修改什么。")
    _step(edition, Act.RETURN, person, Status.DRAFT, comment, where)


@transaction.atomic
def approve(edition: Edition, person: User, secrecy_reviewer: str = "") -> None:
    """审核通过: never by the person who submitted; 保密审查 is signed by a named person."""
    edition = _locked(edition, Status.SUBMITTED, person, "approve_edition")
    submitted = edition.steps.filter(act=Act.SUBMIT).last()
    if submitted is not None and submitted.person_id == person.pk:
        raise Refused("审核人与提交人不能是同一人，请由另一位审核人员办理。")
    edition.secrecy_reviewer = secrecy_reviewer.strip() or edition.secrecy_reviewer
    _without_blocking(assemble(edition, stage=Stage.APPROVAL))
    edition.save(update_fields=["secrecy_reviewer"])
    signed = f"保密审查人：{edition.secrecy_reviewer}"
    _step(edition, Act.APPROVE, person, Status.APPROVED, signed)


def publish(edition: Edition, person: User, at: datetime | None = None) -> Publication:
    """发布: freezes the document and every file of it as the next revision, or does nothing.

    Files are rendered before anything is locked (seconds, in which others may work) and stored
    only if what was rendered is still what would be published. ``at`` dates the publications of
    samples, which happened in another year.
    """
    at = at or timezone.now()
    progress.step("汇总和检查", 0, artefacts.STEPS)
    document = publishable(edition, person, at)
    files = artefacts.render(document)
    progress.step("写入文件", 5, artefacts.STEPS)
    with transaction.atomic():
        edition = _locked(edition, Status.APPROVED, person, "publish_edition")
        if dump(_document(edition, at)) != files["data.json"]:
            raise Refused("发布过程中内容有变化，没有发布任何内容，请再发布一次。")
        publication = artefacts.freeze(edition, document, files, person)
        _step(edition, Act.PUBLISH, person, Status.PUBLISHED)
        released.prepare(edition.year, edition.department.code)
        gathering.outdate(edition.year)
    return publication


@transaction.atomic
def publishable(edition: Edition, person: User, at: datetime | None = None) -> Document:
    """What this person would publish now; refused where it may not be."""
    edition = _locked(edition, Status.APPROVED, person, "publish_edition")
    return _document(edition, at or timezone.now())


def _document(edition: Edition, at: datetime) -> Document:
    """What would be published at this moment; refuses what the rules block."""
    _not_before_the_last(edition, at)
    document = assemble(
        edition,
        stage=Stage.PUBLICATION,
        revision=artefacts.next_revision(edition),
        published_at=at,
    )
    _without_blocking(document)
    return document


def _not_before_the_last(edition: Edition, at: datetime) -> None:
    """A clock that went backwards dates no correction before what it corrects."""
    last = Publication.objects.filter(
        department=edition.department, year=edition.year, published_at__gt=at
    ).first()
    if last is not None:
        moment = timezone.localtime(last.published_at).strftime("%Y-%m-%d %H:%M:%S")
        raise Refused(
            f"服务器的时钟早于第{last.revision}版的发布时间（{moment}），没有发布任何内容；"
            "请管理员校准时钟后再发布。"
        )


@transaction.atomic
def reopen(edition: Edition, person: User, reason: str) -> None:
    """开启更正: the published data become a working copy again; what is published stays."""
    edition = _locked(edition, (Status.PUBLISHED, Status.WITHDRAWN), person, "publish_edition")
    if not reason.strip():
        raise Refused("请写明更正原因，它会随更正后的版本一起公开。")
    _as_published(edition)
    edition.correction = reason.strip()
    edition.save(update_fields=["correction"])
    _step(edition, Act.REOPEN, person, Status.DRAFT, reason)


def _as_published(edition: Edition) -> None:
    """A correction starts from the published data; refuses where they were changed past us."""
    newest = artefacts.newest(edition)
    if newest is None:
        return
    revision, published = newest
    parts = strayed(published, to_json(assemble(edition)))
    if parts:
        raise Refused(
            f"登记的数据与已公开的第{revision}版不一致（{'、'.join(parts)}），可能有人绕过系统"
            "直接改过数据库。请管理员从备份恢复这些数据，再开启更正。"
        )


@transaction.atomic
def withdraw(edition: Edition, person: User, reason: str) -> None:
    """撤回: from now on the public reads the reason instead of the document."""
    edition = _locked(edition, Status.PUBLISHED, person, "publish_edition")
    if not reason.strip():
        raise Refused("请写明撤回原因，它会公开显示。")
    newest = Publication.objects.filter(department=edition.department, year=edition.year)[:1].get()
    Withdrawal.objects.create(
        publication=newest, person=person, at=timezone.now(), reason=reason.strip()
    )
    _step(edition, Act.WITHDRAW, person, Status.WITHDRAWN, reason)
    released.take_down(edition.year, edition.department.code)
    gathering.outdate(edition.year)


def _locked(
    edition: Edition, wanted: Status | tuple[Status, ...], person: User, right: str
) -> Edition:
    allowed = wanted if isinstance(wanted, tuple) else (wanted,)
    if not person.has_perm(f"budgetportal.{right}"):
        raise Refused("您没有办理这一步的权限，请联系管理员。")
    if not Edition.objects.visible_to(person).filter(pk=edition.pk).exists():
        raise Refused("您不是这个部门的人员，请联系管理员。")
    found = (
        Edition.objects.select_for_update(of=("self",))
        .select_related("department")
        .get(pk=edition.pk)
    )
    if found.status not in allowed:
        now, needed = found.get_status_display(), "”或“".join(str(s.label) for s in allowed)
        raise Refused(f"{found}现在是“{now}”，只有“{needed}”时才能办理这一步。")
    return found


def _without_blocking(document: Document) -> None:
    blocking = document.checks.blocking
    if blocking:
        raise Refused(
            f"还有{len(blocking)}处检查结果没有处理：请改正阻断项，并逐条答复提示项。", blocking
        )


def _step(
    edition: Edition, act: Act, person: User, status: Status, comment: str = "", where: str = ""
) -> None:
    edition.status = status
    edition.save(update_fields=["status"])
    Step.objects.create(
        edition=edition, act=act, person=person, at=timezone.now(), comment=comment, where=where
    )
