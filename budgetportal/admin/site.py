"""The desk: our AdminSite. Its index shows each person what waits for her."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path


class DeskSite(AdminSite):
    """后台 in Simplified Chinese."""

    site_header = "部门预算公开 · 工作台"
    site_title = "部门预算公开"
    index_title = "工作台"
    index_template = "admin/desk/index.html"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """The desk's own pages stand under ``desk/``."""
        from .codes import import_codes
        from .desk.urls import urls

        codes = path("codes/import/", self.admin_view(import_codes), name="codes-import")
        return [path("desk/", include(urls(self))), codes, *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Editions by what they wait for, then the lists an administrator keeps."""
        from .desk.waiting import waiting

        context = {"groups": waiting(request.user), **(extra_context or {})}
        return super().index(request, context)
