"""What every page of the desk shows around its content, and who may come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from budgetportal.disclosure.assemble import assemble
from budgetportal.models import Edition, Status

from ..grid.parts import PARTS
from .acts import possible
from .waiting import days_left

STAGES = ((Status.DRAFT, "填报"), (Status.SUBMITTED, "审核"), (Status.APPROVED, "发布"))
ORDER = list(Status)
View = Callable[..., HttpResponse]
#: pages of the desk in the order of the work: (address, title)
PAGES = (
    ("overview", "进展"),
    ("texts", "文字说明"),
    *((key, part.title) for key, part in PARTS.items() if key in ("units", "projects", "lines")),
    ("performance", "绩效目标"),
    ("reasons", "变动原因"),
    *((k, part.title) for k, part in PARTS.items() if k not in ("units", "projects", "lines")),
    ("findings", "检查结果"),
    ("preview", "预览"),
    ("history", "办理记录"),
)


@dataclass(frozen=True)
class Desk:
    """One edition as one person sees it."""

    site: AdminSite
    request: HttpRequest
    edition: Edition

    @property
    def may_enter(self) -> bool:
        """Whether this person may change the edition now."""
        entitled = self.request.user.has_perm("budgetportal.change_edition")
        return entitled and self.edition.is_open

    def require_entry(self) -> None:
        if not self.may_enter:
            raise PermissionDenied("这份预算现在不能修改。")

    def locked(self, *forms: Any) -> None:
        """Forms that may only be read now are shown as such."""
        if not self.may_enter:
            for form in forms:
                for field in form.fields.values():
                    field.widget.attrs["disabled"] = True

    def address(self, page: str, *more: Any) -> str:
        if page in PARTS:
            return reverse("admin:desk-part", args=(self.edition.pk, page, *more))
        return reverse(f"admin:desk-{page}", args=(self.edition.pk, *more))

    def page(self, template: str, current: str, **context: Any) -> HttpResponse:
        """Render a page inside the desk's frame."""
        frame = {
            **self.site.each_context(self.request),
            "desk": self,
            "edition": self.edition,
            "current": current,
            "pages": [(key, title, self.address(key)) for key, title in PAGES],
            "title": str(self.edition),
            "stages": self._stages(),
            "days_left": days_left(self.edition),
            "acts": possible(self.edition, self.request.user),
        }
        return render(self.request, f"admin/desk/{template}.html", frame | context)

    def _stages(self) -> list[tuple[str, str]]:
        """(title, done, now or to come) of each stage."""
        now = ORDER.index(Status(self.edition.status))
        return [
            (title, "done" if ORDER.index(s) < now else "now" if ORDER.index(s) == now else "next")
            for s, title in STAGES
        ]

    def assembled(self) -> Any:
        return assemble(self.edition)


def desk_view(site: AdminSite, view: View, *, holds: bool = True) -> View:
    """Resolve the edition among those the person may see: by a guessed address it is not found.

    Whoever writes holds the edition's row: nothing is saved while it is being submitted. Acts of
    the workflow take it themselves, for as short as they need.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        seen = Edition.objects.visible_to(person)
        if request.method in ("GET", "HEAD") or not holds:
            return view(Desk(site, request, get_object_or_404(seen, pk=pk)), **kwargs)
        with transaction.atomic():
            edition = get_object_or_404(seen.select_for_update(of=("self",)), pk=pk)
            return view(Desk(site, request, edition), **kwargs)

    return site.admin_view(wrapped)


def only_read(view: View) -> View:
    """Pages that change nothing take no POST."""

    @wraps(view)
    def wrapped(desk: Desk, **kwargs: Any) -> HttpResponse:
        if desk.request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return view(desk, **kwargs)

    return wrapped
