"""Pages of errors that need no database, no session and no signed-in person."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from .context import site

#: programs read JSON
API = "/api/"
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
#: what the database says while it is away; it is found again by itself
AWAY = (OperationalError, InterfaceError)
RETRY_SECONDS = "10"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where the form was too large; Django's ``handler400``."""
    if isinstance(exception, TOO_MUCH):
        return too_large(request)
    if request.path.startswith(API):
        return JsonResponse({"error": "参数里有系统不能识别的字符。"}, status=400)
    return HttpResponse(render_to_string("400.html", site(request)), status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """413, with what may be sent."""
    context = {**site(request), "megabytes": settings.LARGEST_REQUEST // 2**20}
    response = HttpResponse(render_to_string("413.html", context), status=413)
    response["Connection"] = "close"  # the body was not read
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away; Django's ``handler500``, within the exception."""
    away = isinstance(sys.exc_info()[1], AWAY)
    status, name = (503, "away.html") if away else (500, "500.html")
    if request.path.startswith(API):
        told = "系统暂时无法访问，请稍后再试。" if away else "系统暂时出错，请稍后再试。"
        response: HttpResponse = JsonResponse({"error": told}, status=status)
    else:
        # no manifest, no database: what stands in the page may be what is broken
        page = render_to_string(name, {"stable": settings.STATIC_URL})
        response = HttpResponse(page, status=status)
    if away:
        response["Retry-After"] = RETRY_SECONDS
    return response
