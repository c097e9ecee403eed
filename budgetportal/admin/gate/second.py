"""两步验证: whom the second factor stops, and where it leads her."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

#: in the session: a device is waiting to be asked
WAITS = "second factor waits"
#: who holds one of these is asked for a second factor where REQUIRE_SECOND_FACTOR is on
TRUSTED = ("budgetportal.publish_edition", "auth.change_user")
OPEN = ("admin:logout", "admin:jsi18n", "admin:second-factor", "admin:enrol")


def is_trusted(person: Any) -> bool:
    """Publishers and administrators."""
    return any(person.has_perm(right) for right in TRUSTED)


def next_step(request: HttpRequest) -> str | None:
    """The address that comes before every other; None where nothing is missing."""
    person: Any = request.user
    if person.is_verified():
        return None
    if request.session.get(WAITS):
        return "admin:second-factor"
    return "admin:enrol" if settings.REQUIRE_SECOND_FACTOR and is_trusted(person) else None


def demanded(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view behind the second factor."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = next_step(request)
        if step is None or request.path in {reverse(name) for name in OPEN}:
            return view(request, *args, **kwargs)
        return redirect(step)

    return wrapped
