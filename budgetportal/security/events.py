"""Security events in the log: who, from where, what; never a password, a token or a form."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .address import client_address

logger = logging.getLogger("budgetportal.security")
REFUSED = {400: "bad request", 403: "denied", 413: "too large"}


def note(event: str, request: HttpRequest | None, username: str = "", **more: object) -> None:
    """One line; the fields stand in ``extra`` for logs that machines read."""
    address = client_address(request) if request is not None else ""
    fields = {"event": event, "username": plain(username), "address": address, **more}
    words = " ".join(f"{name}={value}" for name, value in fields.items())
    logger.info("security %s", words, extra={"security": fields})


def plain(text: str) -> str:
    """A name that somebody typed, in one line."""
    return "".join(each if each.isprintable() else "?" for each in text)[:150]


class EventsMiddleware:
    """Notes every request that was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in REFUSED:
            user = getattr(request, "user", None) if "sessionid" in request.COOKIES else None
            name = user.get_username() if user is not None else ""
            note(REFUSED[response.status_code], request, name, path=plain(request.path))
        return response
