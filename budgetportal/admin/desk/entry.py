"""Pages of rows: show, save, take a deletion back, and lay a pasted block over them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from ..grid.context import Context
from ..grid.parts import PARTS, Part
from ..grid.paste import Spot, UnfitBlock, paste, read_block
from ..grid.rows import LOOKED_UP, label
from ..grid.rowset import BLANK_ROWS, ROWS_PER_PAGE, RowSet, posted_rows, stored_rows
from ..grid.saving import Saved, save
from ..grid.undo import bring_back, keep, offered
from .frame import Desk
from .log import log


def part(desk: Desk, key: str) -> HttpResponse:
    """One part's rows, a page of them at a time."""
    chosen, context = PARTS[key], Context.of(desk.edition)
    if desk.request.method != "POST":
        page = _page(desk, chosen)
        return _show(desk, _stored(desk, chosen, context, page), page)
    desk.require_entry()
    if "undo" in desk.request.POST:
        return _undo(desk, chosen)
    page = _page(desk, chosen)
    rows = posted_rows(chosen, context, desk.request.POST, _before(page))
    saved = _saved(desk, rows) if rows.is_valid() else None
    if saved is None:
        messages.error(desk.request, "没有保存：请看标红的格子。您填写的都还在。")
        return _show(desk, rows, page)
    last = _page(desk, chosen).paginator.num_pages
    here = page.number if not saved.added else last
    return redirect(f"{desk.address(key)}?page={here}" if here > 1 else desk.address(key))


def pasted(desk: Desk, key: str) -> HttpResponse:
    """The block laid over what stands on the page, each row shown as it will be stored."""
    desk.require_entry()
    chosen, context = PARTS[key], Context.of(desk.edition)
    page, posted = _page(desk, chosen), desk.request.POST
    rows = posted_rows(chosen, context, posted, _before(page))
    if not rows.rows:
        rows = _stored(desk, chosen, context, page)
    try:
        at = _spot(chosen, posted)
        block = read_block(chosen, posted.get("block", ""), wan=posted.get("unit") == "万元", at=at)
        count = paste(rows, block, at)
    except UnfitBlock as unfit:
        messages.error(desk.request, str(unfit))
        return _show(desk, rows, page, copied=posted.get("block", ""))
    unused = f"没有用到的列：{'、'.join(block.unused)}。" if block.unused else ""
    messages.info(
        desk.request,
        f"粘贴的{count}行已放进表里（浅色底），请核对后保存；现在还没有保存。{unused}",
    )
    return _show(desk, rows, page)


def _spot(part: Part, posted: Any) -> Spot | None:
    """The cell that was in use when the clerk pasted; none in the box below the grid."""
    row, _, field = posted.get("at", "").partition("-")
    return Spot(int(row), field) if row.isdecimal() and field in part.fields else None


def _rows(desk: Desk, chosen: Part) -> Any:
    found = chosen.model._default_manager.filter(edition=desk.edition)
    related = [name for name in ("unit", "project") if name in chosen.fields]
    return found.select_related(*related) if related else found


def _page(desk: Desk, chosen: Part) -> Page[Any]:
    return Paginator(_rows(desk, chosen), ROWS_PER_PAGE).get_page(desk.request.GET.get("page"))


def _before(page: Page[Any]) -> int:
    return (page.number - 1) * ROWS_PER_PAGE


def _stored(desk: Desk, chosen: Part, context: Context, page: Page[Any]) -> RowSet:
    """Blank rows stand behind the last page only."""
    blank = BLANK_ROWS if desk.may_enter and not page.has_next() else 0
    return stored_rows(chosen, context, list(page), blank, _before(page))


def _saved(desk: Desk, rows: RowSet) -> Saved | None:
    person: Any = desk.request.user
    try:
        with transaction.atomic():
            saved = save(rows, person)
            if saved is None:
                return None
            log(desk.edition, person, rows.part.title, saved.differences)
    except IntegrityError:
        rows.rows[0].wrong("与已经登记的行重复，或者正被他人使用。")
        return None
    keep(desk.request.session, desk.edition, rows.part, saved.undo, saved.removed)
    messages.success(desk.request, f"{rows.part.title}已保存：{saved}。")
    return saved


def _undo(desk: Desk, chosen: Part) -> HttpResponse:
    count = bring_back(desk.request.session, desk.edition, chosen, desk.request.user)
    if count:
        messages.success(desk.request, f"已恢复刚才删除的{count}行。")
    else:
        messages.error(desk.request, "不能恢复：已经登记了同样的内容，或者相关的单位、项目已删除。")
    return redirect(desk.request.get_full_path())


def _show(desk: Desk, rows: RowSet, page: Page[Any], copied: str = "") -> HttpResponse:
    chosen = rows.part
    rows.locked = not desk.may_enter
    return desk.page(
        "grid",
        chosen.key,
        part=chosen,
        rows=rows,
        page=page,
        copied=copied,
        columns=[(name, label(chosen, name)) for name in chosen.fields],
        lists={n: list(rows.context.choices(n)) for n in chosen.fields if n in LOOKED_UP},
        undo=offered(desk.request.session, desk.edition, chosen) if desk.may_enter else 0,
    )
