"""Passwords in the accounts of others: Django's two forms, as valid HTML and in Chinese."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.models import User
from django.utils.safestring import mark_safe


class HashShown(ReadOnlyPasswordHashWidget):
    """How a password is kept: a ``<div>``, not a control."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Without what a ``<div>`` cannot have, and a reference to a text that has no id."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for each in ("disabled", "aria-describedby"):
            context["widget"]["attrs"].pop(each, None)
        return context


class PersonForm(UserChangeForm):
    """An account."""

    password = ReadOnlyPasswordHashField(
        label="密码",
        widget=HashShown,
        help_text="看不到密码原文，只能重新设置。",
    )

    class Meta(UserChangeForm.Meta):
        model = User


class NewPasswordForm(AdminPasswordChangeForm):
    """Another's password, set anew or taken away; the script looks for the warning by its id."""

    usable_password_help_text = mark_safe(
        '停用后此人不能再用密码登录。<strong id="id_unusable_warning">现在的密码随即作废。</strong>'
    )
