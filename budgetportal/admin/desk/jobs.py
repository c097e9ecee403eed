"""Background work as the person who asked for it sees it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from budgetportal.models import Job

from .frame import only_read

#: seconds until the page asks again
REFRESH = "2"


@only_read
def job(desk: Any, job: int) -> HttpResponse:
    """How far one job of this edition is."""
    found = get_object_or_404(Job, pk=job, edition=desk.edition)
    page: HttpResponse = desk.page("job", "overview", job=found)
    if found.is_open:
        page["Refresh"] = REFRESH
    return page
