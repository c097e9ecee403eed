"""What every page of the desk shows around its content, and who may come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.provenance import named
from budgetportal.models import Edition

from ..grid.parts import PARTS
from ..grid.rowset import ROWS_PER_PAGE
from ..grid.totals import totals
from .acts import possible
from .progress import Progress
from .waiting import deadline

View = Callable[..., HttpResponse]
#: pages of the desk in the order of the work: (address, title)
PAGES = (
    ("overview", "进展"),
    *((key, PARTS[key].title) for key in ("units", "projects", "lines")),
    ("performance", "绩效目标"),
    ("texts", "文字说明"),
    ("prior-year", PARTS["prior-year"].title),
    ("reasons", "变动原因"),
    *((key, PARTS[key].title) for key in ("receipts", "carry-forward", "procurement", "control")),
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

    def row(self, page: str, number: int, field: str = "amount") -> str:
        """The address of a cell; rows are counted from 1 through all pages of the grid."""
        sheet, row = divmod(number - 1, ROWS_PER_PAGE)
        return f"{self.address(page)}?page={sheet + 1}#id_{page}-{row}-{field}"

    def place(self, name: str) -> str:
        """The address of a part by its title or of a figure by its name; nothing if neither."""
        part = next((key for key, title in PAGES if title == name), None)
        if part is not None:
            return self.address(part)
        figure = named(self.assembled(), name)
        return self.address("figure", figure.table, figure.row, figure.column) if figure else ""

    def page(self, template: str, current: str, **context: Any) -> HttpResponse:
        """Render a page inside the desk's frame."""
        frame = {
            **self.site.each_context(self.request),
            "desk": self,
            "edition": self.edition,
            "current": current,
            "pages": [(key, title, self.address(key)) for key, title in PAGES],
            "title": str(self.edition),
            "nav": [(done, self.address(done.key)) for done in self.progress.parts(PAGES)],
            "stages": self.progress.stages(),
            "deadline": deadline(self.edition),
            "totals": totals(self.assembled().book),
            "last_change": self.edition.changes.select_related("person").first(),
            "acts": possible(self.edition, self.request.user),
        }
        return render(self.request, f"admin/desk/{template}.html", frame | context)

    @cached_property
    def _document(self) -> Document:
        return assemble(self.edition)

    def assembled(self) -> Document:
        """The draft as it stands, its rules run; once a page."""
        return self._document

    @cached_property
    def progress(self) -> Progress:
        return Progress.of(self.edition, self.assembled().checks.findings)


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
