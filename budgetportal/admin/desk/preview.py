"""The draft as the public will see it: page, PDF with 草稿, Excel, and the workbook."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from budgetportal.disclosure.provenance import Place, origin
from budgetportal.publishing import previews, tasks
from budgetportal.publishing.exports import of_draft
from budgetportal.rendering import html
from budgetportal.workbook.template import for_entry

from .acts import possible
from .behind import rows_behind
from .frame import Desk, only_read

#: file → (kind of export, media type)
FILES = {
    "disclosure.pdf": ("pdf", "application/pdf"),
    "tables.xlsx": (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "workbook.xlsx": (
        "workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "blank.xlsx": (
        "blank",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "data.json": ("json", "application/json; charset=utf-8"),
}
UNREADY = "现在的内容还没有排成PDF：请按“PDF预览”，排好后即可打开。"


def page(desk: Desk) -> HttpResponse:
    """The whole draft inside the desk; POST has a worker render its PDF, where there are any."""
    if desk.request.method != "POST":
        return desk.page("preview", "preview", by_worker=tasks.is_deferred())
    if not tasks.is_deferred():
        return redirect(desk.address("export", "disclosure.pdf"))
    person: Any = desk.request.user
    return redirect(desk.address("job", tasks.preview_later(desk.edition, person).pk))


@only_read
def document(desk: Desk) -> HttpResponse:
    """The draft as a page of its own."""
    response = HttpResponse(html.disclosure_page(desk.assembled(), request=desk.request))
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@only_read
def figure(desk: Desk, table: int, row: int, column: int) -> HttpResponse:
    """The lines behind a figure of the draft, with the way to edit them."""
    found = origin(desk.assembled(), table, row, column)
    if found is None:
        raise Http404
    rows = rows_behind(desk.assembled().book, found)
    lines = [
        (f"{title}第{number}行", text, desk.row(key, number)) for key, title, number, text in rows
    ]
    return desk.page(
        "figure",
        "preview",
        origin=found,
        lines=lines,
        up=desk.address("document"),
        send_back=_send_back(desk, found.place),
    )


def _send_back(desk: Desk, place: Place) -> str:
    """Where this person may return the budget and name this figure; nothing where she may not."""
    if all(act.key != "return" for act in possible(desk.edition, desk.request.user)):
        return ""
    return f"{desk.address('act', 'return')}?{urlencode({'where': place.name})}"


@only_read
def export(desk: Desk, kind: str) -> HttpResponse:
    """A file of the draft, or the workbook to work on in Excel."""
    if kind not in FILES:
        raise Http404
    form, media = FILES[kind]
    content = _content(desk, form)
    if content is None:
        messages.info(desk.request, UNREADY)
        return redirect(desk.address("preview"))
    response = HttpResponse(content, content_type=media)
    stem, _, suffix = kind.rpartition(".")
    name = {"workbook": "填报工作簿", "blank": "空白工作簿"}.get(form, f"草稿-{stem}")
    label = quote(f"{desk.edition}{name}.{suffix}")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{label}"
    return response


def _content(desk: Desk, form: str) -> bytes | None:
    """None: no worker has rendered the draft as it stands."""
    if form in ("workbook", "blank"):
        return for_entry(desk.edition, blank=form == "blank")
    if form == "pdf" and tasks.is_deferred():
        return previews.rendered(desk.edition, desk.assembled())
    return of_draft(desk.edition, form)[""]
