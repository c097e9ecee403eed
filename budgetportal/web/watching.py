"""One line and one count for every request: who asked for what, how it ended, how long it took."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from prometheus_client import Counter, Histogram

from budgetportal.logs import about

SAFE_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
REQUESTS = Counter("budgetportal_requests", "Answers by view and status", ["view", "status"])
SECONDS = Histogram("budgetportal_request_seconds", "Time to answer", ["view"])
log = logging.getLogger("budgetportal.requests")


class WatchingMiddleware:
    """Stands outermost: gives the request its id, counts and logs the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        name = given if SAFE_ID.fullmatch(given) else secrets.token_hex(8)
        started = time.perf_counter()
        with about(request=name) as known:
            response = self.get_response(request)
            self._count(request, response, known, time.perf_counter() - started)
        return response

    def _count(
        self, request: HttpRequest, response: HttpResponseBase, known: dict[str, Any], took: float
    ) -> None:
        match = request.resolver_match
        view = (match.view_name if match else "") or "none"
        REQUESTS.labels(view, response.status_code).inc()
        SECONDS.labels(view).observe(took)
        person = getattr(request, "user", None) if request.path.startswith("/admin/") else None
        known["user"] = person.pk if person is not None and person.is_authenticated else None
        known["edition"] = match.kwargs.get("pk") if match and "desk" in view else None
        log.info(
            "%s %s %s",
            request.method,
            request.path,
            response.status_code,
            extra={"status": response.status_code, "seconds": round(took, 4)},
        )
