"""What a view cannot answer: a withdrawn publication, and a file that is not what was published."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budgetportal.publishing.intact import Damaged

from .publications import Withdrawn

log = logging.getLogger(__name__)


class GoneMiddleware:
    """``Withdrawn`` becomes 410 with its reason, ``Damaged`` 503 without the file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Withdrawn):
            return render(request, "portal/410.html", {"reason": str(error)}, status=410)
        if isinstance(error, Damaged):
            log.error("stored file is missing or altered: %s", error)
            return render(request, "portal/503.html", status=503)
        return None
