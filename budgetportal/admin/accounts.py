"""Accounts as administrators keep them: who is locked out, whose sessions and devices end."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django_otp import devices_for_user
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from budgetportal.models import FailedSignIn
from budgetportal.security.events import note

from .gate import sessions

# keys and codes are nobody's to read: people set up their own, administrators only take them away
admin.site.unregister(TOTPDevice)
admin.site.unregister(StaticDevice)
admin.site.unregister(User)


@admin.register(User)
class PeopleAdmin(UserAdmin):
    """账号, with what to do when a telephone is lost or a person leaves."""

    actions = ("sign_out", "reset_second_factor")

    @admin.action(description="退出所选人员的全部登录", permissions=["change"])
    def sign_out(self, request: HttpRequest, people: QuerySet[User]) -> None:
        ended = 0
        for person in people:
            ended += sessions.end_all(person)
            note("signed out by administrator", request, person.get_username())
        messages.success(request, f"已退出{ended}处登录。")

    @admin.action(description="停用所选人员的两步验证（手机遗失时）", permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            for device in devices_for_user(person, confirmed=None):
                device.delete()
            note("second factor reset by administrator", request, person.get_username())
        messages.success(request, "已停用，请本人登录后重新启用。")


@admin.register(FailedSignIn)
class FailedSignInAdmin(admin.ModelAdmin):
    """登录失败: to delete is to unlock."""

    list_display = ("username", "address", "at")
    search_fields = ("username", "address")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_delete_permission(request, obj)
