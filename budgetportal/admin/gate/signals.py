"""What follows from signing in, failing to, and signing out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django_otp import user_has_device

from budgetportal.security.address import client_address
from budgetportal.security.events import note

from . import second, sessions, throttle


@receiver(user_logged_in)
def _in(request: HttpRequest, user: User, **signal: Any) -> None:
    sessions.begin(request.session)
    request.session[second.WAITS] = user_has_device(user)
    throttle.succeeded(user.get_username(), client_address(request))
    note("signed in", request, user.get_username())


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **signal: Any) -> None:
    username = str(credentials.get("username") or "")
    if request is not None:
        throttle.failed(username, client_address(request))
    note("sign-in failed", request, username)


@receiver(user_logged_out)
def _out(request: HttpRequest, user: User | None, **signal: Any) -> None:
    note("signed out", request, user.get_username() if user else "")
