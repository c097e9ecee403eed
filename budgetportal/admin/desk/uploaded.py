"""A large workbook on its way: how far its look is, what it found, and 确认导入."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from budgetportal.models import Edition, Job
from budgetportal.publishing import imports, tasks
from budgetportal.publishing.workflow import Refused
from budgetportal.workbook.errors import CellError

from .jobs import REFRESH
from .opening import page, require_clerk
from .upload import TITLE, marked_file


def uploaded(request: HttpRequest, job: int) -> HttpResponse:
    """The page of one import, for whoever uploaded it and may still import it."""
    require_clerk(request)
    found = _own(request.user, job)
    if request.method == "POST":
        return _act(request, found)
    context = {"job": found, "outcome": found.found, "kept": bool(found.upload)}
    answer = page(request, "uploaded", title=TITLE, **context)
    if found.is_open:
        answer["Refresh"] = REFRESH
    return answer


def _own(person: Any, pk: int) -> Job:
    """Anybody else's is not found, nor one of a department that is no more hers."""
    found = get_object_or_404(
        Job.objects.select_related("edition"), pk=pk, kind=Job.Kind.IMPORT, person=person
    )
    seen = Edition.objects.visible_to(person)
    if found.edition_id is not None and not seen.filter(pk=found.edition_id).exists():
        raise Http404
    return found


def _act(request: HttpRequest, job: Job) -> HttpResponse:
    if "marked" in request.POST and job.upload and job.found:
        try:
            with job.upload.open("rb") as file:
                return marked_file(file.read(), [CellError(**each) for each in job.found["errors"]])
        except FileNotFoundError:
            messages.error(request, imports.LOST)
    if "reject" in request.POST:
        imports.reject(job)
        return redirect("admin:desk-import")
    if "confirm" in request.POST:
        try:
            tasks.confirm(job)
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("admin:desk-uploaded", job.pk)
