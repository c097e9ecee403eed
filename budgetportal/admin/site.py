"""The desk: our AdminSite. Its index shows each person what waits for her."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path

from .gate import second, sessions
from .gate.form import SignInForm


class DeskSite(AdminSite):
    """后台 in Simplified Chinese."""

    site_header = "部门预算公开 · 工作台"
    site_title = "部门预算公开"
    index_title = "工作台"
    index_template = "admin/desk/index.html"
    enable_nav_sidebar = False
    login_form = SignInForm

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff whose session still holds."""
        return super().has_permission(request) and sessions.is_alive(request.session)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Every page stands behind the second factor, where the person has one or needs one."""
        return super().admin_view(second.demanded(view), cacheable)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """The desk's own pages stand under ``desk/``."""
        from .codes import import_codes
        from .desk.urls import urls
        from .gate import views

        codes = path("codes/import/", self.admin_view(import_codes), name="codes-import")
        gate = [
            path(address, self.admin_view(view), name=name)
            for address, view, name in (
                ("account/", views.account, "account"),
                ("account/second-factor/", views.ask, "second-factor"),
                ("account/enrol/", views.enrol, "enrol"),
                ("account/give-up/", views.give_up, "give-up"),
                ("account/leave/", views.leave, "leave"),
            )
        ]
        return [path("desk/", include(urls(self))), codes, *gate, *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Editions by what they wait for, then the lists an administrator keeps."""
        from .desk.waiting import waiting

        context = {"groups": waiting(request.user), **(extra_context or {})}
        return super().index(request, context)
