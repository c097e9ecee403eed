"""A withdrawn publication answers 410 with its reason, whatever was asked of it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .publications import Withdrawn


class GoneMiddleware:
    """Turns ``Withdrawn`` into the page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Withdrawn):
            return render(request, "portal/410.html", {"reason": str(error)}, status=410)
        return None
