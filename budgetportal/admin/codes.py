"""Import of a year's code list by an administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from budgetportal.workbook.codes import load_codes

from .desk.log import Difference, log


class CodesForm(forms.Form):
    """A file and the year it belongs to."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    provenance = forms.CharField(label="来源", max_length=200, required=False)
    file = forms.FileField(label="科目表文件")


def import_codes(request: HttpRequest) -> HttpResponse:
    """Every error, or everything that is new."""
    if not request.user.has_perm("budgetportal.add_codesubject"):
        raise PermissionDenied
    this_year = {"year": localdate().year}
    form = CodesForm(request.POST or None, request.FILES or None, initial=this_year)
    context: dict[str, Any] = {**admin.site.each_context(request), "form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        loaded = load_codes(given["file"].read(), given["year"], given["provenance"])
        if not loaded.errors:
            told = f"新增{loaded.added}个科目（{given['provenance'] or given['file'].name}）"
            log(
                None, request.user, "收支分类科目", [Difference(f"{given['year']}年", "", "", told)]
            )
            messages.success(request, f"已增加{loaded.added}个科目。")
            return redirect("admin:budgetportal_codesubject_changelist")
        context["loaded"] = loaded
    return render(request, "admin/desk/codes.html", {**context, "title": "导入科目表"})
