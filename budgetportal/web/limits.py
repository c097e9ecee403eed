"""What a request may be: no larger than the largest workbook, without NUL characters.

No text of a budget holds U+0000, PostgreSQL stores none, and nobody types one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from psycopg.errors import NumericValueOutOfRange

from .errors import bad_request, too_large

NUL = "\x00"


class LimitsMiddleware:
    """Refuses oversize bodies before they are read, and NUL characters before they are used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdecimal()):
            return bad_request(request)
        if len(length) > 12 or int(length) > settings.LARGEST_REQUEST:
            return too_large(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """After the form was read for its CSRF token, and before the view sees it."""
        if NUL in request.path:
            raise Http404
        sent = (request.GET, request.POST)
        return bad_request(request) if any(_nul(values.lists()) for values in sent) else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A key that no database can hold names nothing that exists; Django lets it through."""
        return bad_request(request) if _out_of_range(error) else None


def _out_of_range(error: Exception) -> bool:
    if isinstance(error, OverflowError):
        return "too large to convert to SQLite" in str(error)
    return isinstance(error.__cause__, NumericValueOutOfRange)


def _nul(fields: Iterable[tuple[str, list[Any]]]) -> bool:
    return any(NUL in name or any(NUL in value for value in values) for name, values in fields)
