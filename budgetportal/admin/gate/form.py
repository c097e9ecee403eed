"""The form that people sign in with."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from budgetportal.security.address import client_address
from budgetportal.security.events import note

from .throttle import WINDOW, is_locked

MINUTES = int(WINDOW.total_seconds() // 60)


class SignInForm(AdminAuthenticationForm):
    """One sentence for every kind of wrong: unknown name, wrong password, no right to come in."""

    error_messages = {  # noqa: RUF012
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "用户名或者密码不对，请重新填写。大写和小写字母要分清。",
        "locked": f"登录失败的次数太多，请{MINUTES}分钟后再试；急用请联系管理员解除。",
    }

    def clean(self) -> dict[str, Any]:
        """Where it is locked, no password is looked at."""
        username = self.cleaned_data.get("username") or ""
        if self.request is not None and is_locked(username, client_address(self.request)):
            note("locked", self.request, username)
            raise ValidationError(self.error_messages["locked"], code="locked")
        return super().clean()
