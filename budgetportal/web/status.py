"""For machines: is the process alive, can it serve, what may be crawled."""

import os
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from budgetportal.publishing.deferred import answers, is_deferred
from budgetportal.publishing.workers import somebody_works

#: every figure has a page of its own: to read, not to collect
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*/figure/
Sitemap: {site}/sitemap.xml
"""


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, storage and queue can be used; 503 names what cannot."""
    states = {"database": _database(), "storage": _storage()}
    states["queue"] = states["database"] and _queue()
    return JsonResponse(states, status=200 if all(states.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True


def _storage() -> bool:
    try:
        default_storage.exists("publications")
        return os.access(settings.MEDIA_ROOT, os.W_OK) or not os.path.exists(settings.MEDIA_ROOT)
    except OSError:
        return False


def _queue() -> bool:
    """Whether somebody takes up work: within the request, or a worker that was seen lately."""
    return not is_deferred() or (somebody_works() and answers())


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything that is public may be crawled."""
    return HttpResponse(ROBOTS.format(site=settings.SITE_URL), content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); good for half a year from today."""
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: zh, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
