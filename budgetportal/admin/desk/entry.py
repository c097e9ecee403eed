"""Pages of rows: show, save, and take a block pasted from a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from budgetportal.models import ExpenditureLine

from ..grid.context import Context
from ..grid.formset import BLANK_ROWS, RowFormSet, formset, save
from ..grid.parts import PARTS, Part
from ..grid.paste import pasted
from ..grid.rows import LOOKED_UP
from ..grid.totals import totals
from .frame import Desk
from .log import log

ROWS_PER_PAGE = 500


def part(desk: Desk, key: str) -> HttpResponse:
    """One part's rows, a page of them at a time."""
    chosen, context = PARTS[key], Context.of(desk.edition)
    page = _page(desk, chosen)
    if desk.request.method != "POST":
        blank = BLANK_ROWS if desk.may_enter else 0
        rows = formset(chosen, context, list(page), blank_rows=blank)
        desk.locked(*rows)
        return _show(desk, chosen, context, rows, page)
    desk.require_entry()
    rows = formset(chosen, context, list(page), desk.request.POST.copy())
    if rows.is_valid() and _saved(desk, chosen, context, rows):
        return redirect(desk.request.get_full_path())
    messages.error(desk.request, "没有保存：请看标红的格子。您填写的都还在。")
    return _show(desk, chosen, context, rows, page)


def paste(desk: Desk, key: str) -> HttpResponse:
    """The pasted block as new rows of the last page, each shown as it will be stored."""
    desk.require_entry()
    chosen, context = PARTS[key], Context.of(desk.edition)
    page = Paginator(_rows(desk, chosen), ROWS_PER_PAGE).get_page(10**6)
    shown = formset(chosen, context, list(page))
    posted = desk.request.POST
    data, count = pasted(chosen, shown, posted.get("block", ""), wan=posted.get("unit") == "万元")
    rows = formset(chosen, context, list(page), data)
    rows.is_valid()
    messages.info(desk.request, f"粘贴的{count}行在表的末尾，请核对后保存；现在还没有保存。")
    return _show(desk, chosen, context, rows, page)


def _rows(desk: Desk, chosen: Part) -> Any:
    found = chosen.model._default_manager.filter(edition=desk.edition)
    related = [name for name in ("unit", "project") if name in chosen.fields]
    return found.select_related(*related) if related else found


def _page(desk: Desk, chosen: Part) -> Any:
    return Paginator(_rows(desk, chosen), ROWS_PER_PAGE).get_page(desk.request.GET.get("page"))


def _saved(desk: Desk, chosen: Part, context: Context, rows: RowFormSet) -> bool:
    try:
        with transaction.atomic():
            saved = save(chosen, context, rows, desk.request.user)  # type: ignore[arg-type]
            if saved is None:
                return False
            log(desk.edition, desk.request.user, chosen.title, saved.differences)
    except IntegrityError:
        rows.forms[0].add_error(None, "与已经登记的行重复，或者正被他人使用。")
        return False
    messages.success(desk.request, f"{chosen.title}已保存：{saved}。")
    return True


def _show(desk: Desk, chosen: Part, context: Context, rows: RowFormSet, page: Any) -> HttpResponse:
    lists = {name: list(context.choices(name)) for name in chosen.fields if name in LOOKED_UP}
    summed = chosen.model is ExpenditureLine
    return desk.page(
        "grid",
        chosen.key,
        part=chosen,
        rows=rows,
        page=page,
        columns=[(n, rows.empty_form.fields[n].label) for n in chosen.fields],
        lists=lists,
        totals=totals(desk.edition) if summed else (),
    )
