"""Where the work stands, and who did what."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse

from budgetportal.ledger.indicators import computed
from budgetportal.ledger.money import wan_figure
from budgetportal.ledger.terms import Indicator
from budgetportal.models import PerformanceForm, Publication

from ..grid.parts import PARTS
from .frame import Desk, only_read

SHOWN = (
    Indicator.EXPENDITURE,
    Indicator.CURRENT_INCOME,
    Indicator.CARRIED,
    Indicator.BASIC,
    Indicator.PROJECT,
)
CHANGES_PER_PAGE = 100
TEXTS = ("duties", "setup", "vehicles", "buildings", "other_assets", "procurement_text")


@dataclass(frozen=True)
class Done:
    """One part of the work: how far it is, in words."""

    title: str
    address: str
    state: str


@only_read
def overview(desk: Desk) -> HttpResponse:
    """Parts, totals, findings, and the last acts."""
    document = desk.assembled()
    sums = computed(document.book)
    return desk.page(
        "overview",
        "overview",
        totals=[(indicator.value, wan_figure(sums[indicator])) for indicator in SHOWN],
        parts=_parts(desk),
        checks=document.checks,
        blocking=[f for f in document.checks.findings if f.blocks],
        warnings=[f for f in document.checks.findings if not f.blocks and not f.answer],
        steps=desk.edition.steps.select_related("person").order_by("-at", "-id")[:5],
        publications=Publication.objects.filter(
            department=desk.edition.department, year=desk.edition.year
        ),
    )


def _parts(desk: Desk) -> list[Done]:
    edition = desk.edition
    missing = sum(1 for name in TEXTS if not getattr(edition, name).strip())
    state = f"还有{missing}处未填" if missing else "已填"
    parts = [Done("文字说明", desk.address("texts"), state)]
    for key, part in PARTS.items():
        count = part.model._default_manager.filter(edition=edition).count()
        parts.append(Done(part.title, desk.address(key), f"{count}行" if count else "无"))
    projects = edition.project_set.count()
    forms = PerformanceForm.objects.filter(project__edition=edition).count()
    parts.insert(4, Done("绩效目标", desk.address("performance"), f"{forms}/{projects}个项目"))
    reasons = edition.changereason_set.count()
    parts.insert(5, Done("变动原因", desk.address("reasons"), f"{reasons}项"))
    return parts


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
