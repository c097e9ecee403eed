"""Opening an edition: empty, or from last year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from budgetportal.models import Department, Edition
from budgetportal.publishing.rollforward import roll_forward
from budgetportal.publishing.workflow import Refused

from .log import Difference, log


class NewForm(forms.Form):
    """An empty edition of one of the person's departments."""

    department = forms.ModelChoiceField(Department.objects.none(), label="部门")
    year = forms.IntegerField(label="预算年度", min_value=2000, max_value=2100)

    def __init__(self, person: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.visible_to(person)  # type: ignore[attr-defined]
        self.fields["year"].initial = localdate().year

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if Edition.objects.filter(
            department=values.get("department"), year=values.get("year") or 0
        ).exists():
            raise forms.ValidationError("这个部门这一年度的预算已经建立，请在工作台中打开")
        return values


def require_clerk(request: HttpRequest) -> None:
    if not request.user.has_perm("budgetportal.change_edition"):
        raise PermissionDenied


def new(request: HttpRequest) -> HttpResponse:
    """An empty edition."""
    require_clerk(request)
    form = NewForm(request.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "new", form=form, title="新建年度部门预算")
    department = form.cleaned_data["department"]
    with transaction.atomic():
        edition = Edition.objects.create(
            department=department,
            department_name=department.name,
            year=form.cleaned_data["year"],
        )
        log(edition, request.user, "年度部门预算", [Difference("", "", "", "新建")])
    return redirect("admin:desk-overview", edition.pk)


def next_year(desk: Any) -> HttpResponse:
    """新年度: a draft from this edition."""
    require_clerk(desk.request)
    if desk.request.method != "POST":
        return desk.page("next", "overview")
    try:
        fresh = roll_forward(desk.edition, desk.request.user)
    except Refused as refused:
        messages.error(desk.request, str(refused))
        return redirect(desk.address("overview"))
    messages.success(desk.request, f"已建立{fresh}；金额都要重新填写，标出的文字还写着上年。")
    return redirect("admin:desk-overview", fresh.pk)


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    frame = {**admin.site.each_context(request), **context}
    return render(request, f"admin/desk/{template}.html", frame)
