"""Accounts as administrators keep them: who is locked out, whose sessions and devices end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django_otp import devices_for_user
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from budgetportal.models import FailedSignIn
from budgetportal.security.events import note

from .gate import sessions
from .passwords import NewPasswordForm, PersonForm
from .ticks import Ticks

# keys and codes are nobody's to read: people set up their own, administrators only take them away
admin.site.unregister(TOTPDevice)
admin.site.unregister(StaticDevice)
admin.site.unregister(User)
admin.site.unregister(Group)

#: what makes an account mighty
RIGHTS = ("is_active", "is_staff", "is_superuser", "groups")
VERBS = {"add": "增加", "change": "修改", "delete": "删除", "view": "查看"}


class PermissionsField(forms.ModelMultipleChoiceField):
    """Rights to tick, named in Chinese: the database has Django's English names."""

    widget = Ticks

    def label_from_instance(self, right: Any) -> str:
        verb, _, model = right.codename.partition("_")
        if verb in VERBS and model == right.content_type.model:
            return f"{right.content_type.name}：{VERBS[verb]}"
        return f"{right.content_type.name}：{right.name}"


class GroupForm(forms.ModelForm):
    """A role and what it may do with the portal's own records and accounts."""

    permissions = PermissionsField(
        Permission.objects.filter(
            content_type__app_label__in=("budgetportal", "auth")
        ).select_related("content_type"),
        label="权限",
        required=False,
    )

    class Meta:
        model = Group
        fields = ("name", "permissions")


@admin.register(Group)
class RolesAdmin(GroupAdmin):
    """组: 录入, 审核, 发布, 管理 are made by a migration; a place may add its own."""

    form = GroupForm
    filter_horizontal = ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody widens the rights of a role that is her own."""
        person: Any = request.user
        hers = obj is not None and person.groups.filter(pk=obj.pk).exists()
        allowed = super().has_change_permission(request, obj)
        return allowed and (person.is_superuser or not hers)


@admin.register(User)
class PeopleAdmin(UserAdmin):
    """账号, with what to do when a telephone is lost or a person leaves."""

    actions = ("sign_out", "reset_second_factor")
    form = PersonForm
    change_password_form = NewPasswordForm
    list_display = ("username", "last_name", "first_name", "roles", "is_active")
    list_filter = ("is_active", "is_superuser", "groups")
    add_form = UserCreationForm
    add_form_template = "admin/gate/add_person.html"
    add_fieldsets = ((None, {"fields": ("username", "password1", "password2")}),)
    #: rights come with a role
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("个人信息", {"fields": ("last_name", "first_name", "email")}),
        ("权限", {"fields": RIGHTS}),
        ("重要日期", {"fields": ("last_login", "date_joined")}),
    )
    filter_horizontal = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """超级用户 is given by one only; nobody gives rights to herself."""
        if request.user.is_superuser:
            return ()
        return RIGHTS if obj is not None and obj.pk == request.user.pk else ("is_superuser",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _below(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _below(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="角色")
    def roles(self, person: User) -> str:
        return "、".join(role.name for role in person.groups.all())

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": Ticks})

    @admin.action(description="退出所选人员的全部登录", permissions=["change"])
    def sign_out(self, request: HttpRequest, people: QuerySet[User]) -> None:
        ended = 0
        for person in _changeable(request, people):
            ended += sessions.end_all(person)
            note("signed out by administrator", request, person.get_username())
        messages.success(request, f"已退出{ended}处登录。")

    @admin.action(description="停用所选人员的两步验证（手机遗失时）", permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in _changeable(request, people):
            for device in devices_for_user(person, confirmed=None):
                device.delete()
            note("second factor reset by administrator", request, person.get_username())
        messages.success(request, "已停用，请本人登录后重新启用。")


def _below(request: HttpRequest, person: User | None) -> bool:
    """The account of a 超级用户, her password too, is changed by another of her kind only."""
    return person is None or not person.is_superuser or request.user.is_superuser


def _changeable(request: HttpRequest, people: QuerySet[User]) -> QuerySet[User]:
    return people if request.user.is_superuser else people.filter(is_superuser=False)


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
