"""Where the work stands, and who did what."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse

from budgetportal.models import Publication, Step

from .frame import Desk, only_read

CHANGES_PER_PAGE = 100
CHANGES_SHOWN = 6


@only_read
def overview(desk: Desk) -> HttpResponse:
    """The next step, parts, findings, and who did what last."""
    draft = desk.edition.is_open and desk.request.user.has_perm("budgetportal.change_edition")
    return desk.page(
        "overview",
        "overview",
        next=desk.progress.next() if draft else None,
        progress=desk.progress,
        checks=desk.assembled().checks,
        returned=_returned(desk),
        steps=desk.edition.steps.select_related("person").order_by("-at", "-id")[:5],
        changes=desk.edition.changes.select_related("person")[:CHANGES_SHOWN],
        publications=Publication.objects.filter(
            department=desk.edition.department, year=desk.edition.year
        ),
    )


def _returned(desk: Desk) -> tuple[Step, str] | None:
    """What the reviewer asked for last, and the page it is about, while the clerk works on it."""
    last = desk.edition.steps.select_related("person").exclude(act=Step.Act.IMPORT).last()
    if not desk.edition.is_open or last is None or last.act != Step.Act.RETURN:
        return None
    return last, desk.place(last.where)


@only_read
def history(desk: Desk) -> HttpResponse:
    """Acts of the workflow and changes of the ledger, newest first."""
    acts = [
        (step.at, step.person, step.get_act_display(), f"{step.where} {step.comment}".strip())
        for step in desk.edition.steps.select_related("person")
    ]
    changes = Paginator(desk.edition.changes.select_related("person"), CHANGES_PER_PAGE)
    page = changes.get_page(desk.request.GET.get("page"))
    return desk.page("history", "history", acts=acts[::-1], page=page)
