"""账号安全: the second factor asked for and set up, backup codes, signing out everywhere."""

from __future__ import annotations

from base64 import b32encode
from binascii import unhexlify
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import devices_for_user, login
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from budgetportal.security.events import note

from . import sessions
from .second import WAITS, is_trusted
from .spare import kept

KEY = "second factor key"
CODES = 8


class TokenForm(forms.Form):
    """Six digits of the telephone, or one of the backup codes."""

    token = forms.CharField(
        label="验证码",
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The second step of signing in."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = _matching(request.user, form.cleaned_data["token"].strip().lower())
        if device is not None:
            login(request, device)
            request.session[WAITS] = False
            return redirect("admin:index")
        note("second factor failed", request, request.user.get_username())
        form.add_error(
            "token", "验证码不对，或者刚才试得太快。请稍等片刻，填写手机上最新的六位数。"
        )
    return _page(request, "ask", form=form, title="两步验证")


@transaction.atomic
def _matching(person: Any, token: str) -> Any:
    """The device whose code this is; each wrong code doubles the time before the next."""
    by_telephone = token.isdecimal()
    shown = token if by_telephone else kept(person, token)
    for device in devices_for_user(person, for_verify=True):
        _count_from_now(device)
        if isinstance(device, TOTPDevice) == by_telephone and device.verify_token(shown):
            return device
    return None


def _count_from_now(device: Any) -> None:
    """A wrong code of a clock that was set back: nobody waits until that time comes again."""
    now = timezone.now()
    if device.throttling_failure_timestamp and device.throttling_failure_timestamp > now:
        device.throttling_failure_timestamp = now
        device.save(update_fields=["throttling_failure_timestamp"])


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """The key as a QR code; it becomes a device when its first code is typed."""
    person: Any = request.user
    if any(devices_for_user(person)) and not person.is_verified():
        return redirect("admin:second-factor")
    key = request.session.setdefault(KEY, default_key())
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _fits(key, form.cleaned_data["token"]):
            codes = _enrolled(request, key)
            return _page(request, "codes", codes=codes, title="备用码")
        form.add_error("token", "验证码不对。请核对手机的时间，填写最新的六位数。")
    device = TOTPDevice(user=person, key=key, name=settings.SITE_NAME)
    secret = b32encode(unhexlify(key)).decode()
    context = {"form": form, "qr": _qr(device), "secret": secret, "required": _required(person)}
    return _page(request, "enrol", **context, title="启用两步验证")


def _fits(key: str, token: str) -> bool:
    return token.strip().isdecimal() and TOTP(unhexlify(key)).verify(int(token), tolerance=1)


@transaction.atomic
def _enrolled(request: HttpRequest, key: str) -> list[str]:
    """The new device in the place of the old ones, and fresh backup codes."""
    person: Any = request.user
    for old in devices_for_user(person, confirmed=None):
        old.delete()
    spent = TOTP(unhexlify(key)).t()  # the code just typed is good for nothing else
    device = TOTPDevice.objects.create(user=person, key=key, name="手机", last_t=spent)
    spare = StaticDevice.objects.create(user=person, name="备用码")
    codes = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=spare, token=kept(person, code)) for code in codes
    )
    del request.session[KEY]
    login(request, device)
    note("second factor enrolled", request, person.get_username())
    return codes


def _qr(device: TOTPDevice) -> str:
    drawn = segno.make(device.config_url, error="m")
    svg = drawn.svg_inline(scale=5, border=2, svgclass=None, lineclass=None)
    return mark_safe(svg)  # drawn by the library from our own key


def _required(person: Any) -> bool:
    return settings.REQUIRE_SECOND_FACTOR and is_trusted(person)


@require_http_methods(["GET", "HEAD"])
def account(request: HttpRequest) -> HttpResponse:
    """What guards this account."""
    person: Any = request.user
    spare = StaticToken.objects.filter(device__user=person).count()
    context = {"verified": person.is_verified(), "spare": spare, "required": _required(person)}
    return _page(request, "account", **context, title="账号安全")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Signs the person out on every device, this one too."""
    person: Any = request.user
    note("signed out everywhere", request, person.get_username())
    sessions.end_all(person)
    request.session.flush()
    return redirect("admin:login")


@require_POST
def give_up(request: HttpRequest) -> HttpResponse:
    """The second factor off again, by one who has just shown it."""
    person: Any = request.user
    if person.is_verified() and not _required(person):
        for device in devices_for_user(person, confirmed=None):
            device.delete()
        note("second factor removed", request, person.get_username())
        messages.success(request, "已停用两步验证。")
    return redirect("admin:account")


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    frame = {**admin.site.each_context(request), **context}
    return render(request, f"admin/gate/{template}.html", frame)
