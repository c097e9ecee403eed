"""One page a project, in the order of the printed 项目支出绩效目标申报表."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Sum
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from budgetportal.disclosure.performance import yearly
from budgetportal.ledger.money import wan_figure, yuan_text
from budgetportal.ledger.rules import Finding
from budgetportal.models import PerformanceForm, PerformanceIndicator, Project

from .frame import Desk, only_read
from .indicators import PREFIX, Pairs, indicator_rows, initial_pairs, spanned
from .log import differences, log
from .performance_form import FormForm
from .places import Places
from .words import changed_texts


@only_read
def listing(desk: Desk) -> HttpResponse:
    """Every project, its money this year, and how far its form is (two queries)."""
    projects = desk.edition.project_set.select_related("unit", "performance").annotate(
        money=Sum("lines__amount", distinct=False)
    )
    counts = dict(
        PerformanceIndicator.objects.filter(form__project__edition=desk.edition)
        .values_list("form__project")
        .annotate(Count("pk"))
    )
    rows = [
        (
            p,
            "" if p.money is None else yuan_text(p.money),
            hasattr(p, "performance"),
            counts.get(p.pk, 0),
        )
        for p in projects
    ]
    return desk.page("performance", "performance", rows=rows)


def edit(desk: Desk, project: int) -> HttpResponse:
    """The form of one project; the page keeps what was typed until it can be saved."""
    chosen = get_object_or_404(
        desk.edition.project_set.select_related("unit", "performance"), pk=project
    )
    stored = getattr(chosen, "performance", None) or PerformanceForm(project=chosen)
    if desk.request.method != "POST":
        shown = _last_year(desk, chosen) if "from" in desk.request.GET else stored
        form = FormForm(instance=shown or stored, initial={"version": stored.version})
        return _page(
            desk, chosen, form, Pairs(initial=initial_pairs(shown or stored), prefix=PREFIX)
        )
    desk.require_entry()
    data = desk.request.POST.copy()
    if "copy" in data:
        _copy_to_year(data)
        messages.info(desk.request, "已把实施期的指标抄到年度，请核对后保存；现在还没有保存。")
    form, pairs = FormForm(data, instance=stored), Pairs(data, prefix=PREFIX)
    if "copy" in data or not (form.is_valid() and pairs.is_valid()):
        return _page(desk, chosen, form, pairs)
    _save(desk, chosen, form, pairs)
    messages.success(desk.request, f"{chosen.name}的绩效目标已保存。")
    _, after = _neighbours(chosen)
    return redirect(desk.address("project", after if after and "onward" in data else chosen.pk))


def _page(desk: Desk, project: Project, form: FormForm, pairs: Any) -> HttpResponse:
    desk.locked(form, *pairs)
    money = yearly(desk.assembled().book).get(project.name, {})
    before, after = _neighbours(project)
    return desk.page(
        "project",
        "performance",
        project=project,
        form=form,
        pairs=pairs,
        rows=spanned(pairs),
        wrong=_findings(desk, project),
        before=before,
        after=after,
        money=[(name, yuan_text(yuan), wan_figure(yuan)) for name, yuan in money.items()],
        total=yuan_text(sum(money.values(), Decimal(0))),
        last_year=_last_year(desk, project),
        number=_number(project),
    )


def _neighbours(project: Project) -> tuple[int | None, int | None]:
    """The projects before and after this one, in the order of entry."""
    keys = list(Project.objects.filter(edition=project.edition_id).values_list("pk", flat=True))
    place = keys.index(project.pk)
    return (
        keys[place - 1] if place else None,
        keys[place + 1] if place + 1 < len(keys) else None,
    )


def _findings(desk: Desk, project: Project) -> list[tuple[Finding, str]]:
    """What the rules say about this form now, and where on the page."""
    places = Places(desk)
    return [
        (finding, places.address(finding))
        for finding in desk.assembled().checks.findings
        if finding.link[0] in ("form", "project") and finding.link[1:2] == (project.name,)
    ]


def _number(project: Project) -> int:
    """The place of this project's form in the document; 0 while there is none."""
    forms = PerformanceForm.objects.filter(project__edition=project.edition_id)
    keys = list(forms.values_list("project", flat=True))
    return keys.index(project.pk) + 1 if project.pk in keys else 0


def _last_year(desk: Desk, project: Project) -> PerformanceForm | None:
    """Last year's form of the project that bears the same name."""
    return PerformanceForm.objects.filter(
        project__edition__department=desk.edition.department,
        project__edition__year=desk.edition.year - 1,
        project__name=project.name,
    ).first()


def _copy_to_year(data: QueryDict) -> None:
    for number in range(int(data.get(f"{PREFIX}-TOTAL_FORMS", 0))):
        for name in ("level3", "value"):
            data[f"{PREFIX}-{number}-year_{name}"] = data.get(
                f"{PREFIX}-{number}-period_{name}", ""
            )
    data["year_goal"] = data.get("year_goal") or data.get("period_goal", "")


@transaction.atomic
def _save(desk: Desk, project: Project, form: FormForm, pairs: Any) -> None:
    before, after = changed_texts(form)
    old = _indicators(project)
    stored = form.save(commit=False)
    stored.project, stored.version = project, stored.version + 1
    stored.save()
    stored.indicators.all().delete()
    PerformanceIndicator.objects.bulk_create(
        PerformanceIndicator(form=stored, position=position, **values)
        for position, values in enumerate(indicator_rows(pairs))
    )
    after["绩效指标"], before["绩效指标"] = _indicators(project), old
    log(desk.edition, desk.request.user, "绩效目标", differences(project.name, before, after))


def _indicators(project: Project) -> str:
    """All indicators as one text, a line each."""
    rows = PerformanceIndicator.objects.filter(form__project=project)
    return "\n".join(f"{i.horizon} {i.level2} {i.level3} {i.value}" for i in rows)
