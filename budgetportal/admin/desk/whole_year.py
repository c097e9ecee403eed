"""按年度发布: the approved editions of a year, ticked and published as jobs, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from budgetportal.models import Edition, Job, Status, Step, YearArchive
from budgetportal.publishing import tasks

from .acts import ACTS
from .jobs import REFRESH
from .opening import page
from .waiting import Deadline, deadline


@dataclass(frozen=True)
class Row:
    """One approved edition: who approved it, how many days are left, what became of it so far."""

    edition: Edition
    approval: Step | None
    deadline: Deadline | None
    job: Job | None

    @property
    def is_busy(self) -> bool:
        return self.job is not None and self.job.is_open


def whole_year(request: HttpRequest) -> HttpResponse:
    """What may be published, with boxes to tick; after that, how far it is."""
    person: Any = request.user
    if not person.has_perm(f"budgetportal.{ACTS['publish'].right}"):
        raise PermissionDenied
    approved = Edition.objects.visible_to(person).filter(status=Status.APPROVED)
    years = list(approved.order_by("-year").values_list("year", flat=True).distinct())
    asked = request.POST.get("year") or request.GET.get("year") or ""
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else next(iter(years), 0)
    if request.method == "POST":
        return _publish(request, list(approved.filter(year=year)), year)
    rows = list(_rows(list(approved.filter(year=year).order_by("department__code"))))
    watched = "watch" in request.GET and any(row.is_busy for row in rows)
    shown = {"years": years, "year": year, "rows": rows, "watched": watched, "act": ACTS["publish"]}
    answer = page(request, "year", title="按年度发布", archive=_archive(year), **shown)
    if watched:
        answer["Refresh"] = REFRESH
    return answer


def _publish(request: HttpRequest, approved: list[Edition], year: int) -> HttpResponse:
    """One job an edition; the job refuses what may not be published, in words."""
    person: Any = request.user
    chosen = set(request.POST.getlist("edition"))
    jobs = [tasks.begin(each, person) for each in approved if str(each.pk) in chosen]
    place = f"{reverse('admin:desk-year')}?year={year}"
    if not jobs:
        messages.error(request, "没有选择可以发布的部门，没有发布任何内容；请勾选后再办理。")
        return redirect(place)
    done = sum(job.state == Job.State.DONE for job in jobs)
    waits = sum(job.is_open for job in jobs)
    said = {"已发布": done, "正在办理": waits, "未发布": len(jobs) - done - waits}
    words = "，".join(f"{word}{count}个部门" for word, count in said.items() if count)
    (messages.success if done + waits == len(jobs) else messages.warning)(request, f"{words}。")
    return redirect(f"{place}&watch=1")


def _rows(editions: list[Edition]) -> Iterator[Row]:
    jobs = Job.objects.filter(kind=Job.Kind.PUBLISH, edition__in=editions).order_by("pk")
    last = {job.edition_id: job for job in jobs}
    steps = Step.objects.filter(act=Step.Act.APPROVE, edition__in=editions).order_by("at", "pk")
    approvals = {step.edition_id: step for step in steps.select_related("person")}
    for each in editions:
        approval, job = approvals.get(each.pk), last.get(each.pk)
        if approval is not None and job is not None and job.created_at < approval.at:
            job = None  # of the revision before
        yield Row(each, approval, deadline(each), job)


def _archive(year: int) -> tuple[YearArchive | None, Job | None]:
    """全年文件: the file that stands, and the job that makes the next."""
    jobs = Job.objects.filter(kind=Job.Kind.ARCHIVE, year=year)
    row = YearArchive.objects.filter(year=year).exclude(file="").first()
    return row, jobs.first()
