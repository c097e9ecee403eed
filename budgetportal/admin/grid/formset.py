"""The rows of one page together: duplicates, rows that others changed, and saving."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Max, ProtectedError
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils import timezone

from budgetportal.models.edition import EditionPart

from ..desk.log import Difference, differences
from .context import Context
from .parts import Part
from .rows import RowForm, form_class, labelled, shown
from .widgets import CellCheckbox

BLANK_ROWS = 5
LARGEST_PAGE = 2000


@dataclass(frozen=True)
class Saved:
    """How many rows were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    differences: tuple[Difference, ...] = ()

    def __str__(self) -> str:
        done = (("新增", self.added), ("修改", self.changed), ("删除", self.removed))
        return "、".join(f"{word}{number}行" for word, number in done if number) or "没有改动"


class RowFormSet(BaseFormSet):
    """Untouched rows are neither checked nor saved."""

    def touched(self) -> list[RowForm]:
        return [f for f in self.forms if f.touched and not gone(f)]

    def deleted(self) -> list[RowForm]:
        return [f for f in self.forms if gone(f)]

    def is_valid(self) -> bool:
        """Only touched rows must be sound; what occurs once must occur once."""
        self.full_clean()
        sound = all(form.is_valid() for form in self.touched())
        return self._once() and sound

    def _once(self) -> bool:
        name = self.forms[0].part.unique if self.forms else ""
        seen: set[str] = set()
        sound = True
        for form in self.forms if name else []:
            value = form.data.get(form.add_prefix(name), "").strip()
            if gone(form):
                continue
            if value and value in seen:
                form.add_error(name, f"“{value}”重复，请只留一行")
                sound = False
            seen.add(value)
        return sound


def gone(form: RowForm) -> bool:
    """Whether the row is marked 删除."""
    return bool(form.cleaned_data.get("DELETE"))


def formset(
    part: Part,
    context: Context,
    rows: Sequence[EditionPart],
    data: QueryDict | None = None,
    blank_rows: int = BLANK_ROWS,
) -> RowFormSet:
    """The grid of these stored rows, bound to what was posted where ``data`` is given."""
    made = formset_factory(
        form_class(part),
        formset=RowFormSet,
        extra=blank_rows,
        can_delete=True,
        absolute_max=LARGEST_PAGE,
        max_num=LARGEST_PAGE,
    )
    initial = [shown(part, row) for row in rows]
    built: Any = made(data, initial=initial, prefix=part.key, form_kwargs={"context": context})
    for form in built.forms:
        form.empty_permitted = data is None or not form.touched
        form.fields["DELETE"].widget = CellCheckbox(attrs={"aria-label": "删除"})
    return built


def save(part: Part, context: Context, rows: RowFormSet, person: User) -> Saved | None:
    """Store what was touched, or nothing: None where others changed the same rows meanwhile.

    Runs inside the caller's transaction; a row that is refused says who changed it and to what.
    """
    stored = {
        row.pk: row
        for row in part.model._default_manager.filter(edition=context.edition)
        .select_for_update(of=("self",))
        .select_related("changed_by", *(n for n in ("unit", "project") if n in part.fields))
    }
    touched, deleted = rows.touched(), [f for f in rows.deleted() if _id(f)]
    if any([_conflict(form, stored) for form in touched + deleted]):
        return None
    if not _remove(part, [stored[_id(form)] for form in deleted if _id(form) in stored], deleted):
        return None
    fresh = [form for form in touched if not _id(form)]
    changed = [(stored[_id(form)], form) for form in touched if _id(form)]
    gone = [stored[_id(form)] for form in deleted]
    seen = tuple(_differences(part, fresh, changed, gone))
    _add(part, context, fresh, person)
    _change(part, changed, person)
    return Saved(len(fresh), len(changed), len(deleted), seen)


def _differences(
    part: Part,
    fresh: list[RowForm],
    changed: list[tuple[EditionPart, RowForm]],
    gone: list[EditionPart],
) -> Iterator[Difference]:
    """What the history will say, read before anything is stored."""
    for form in fresh:
        yield Difference(_place(part, form.texts()), "", "", "；".join(form.texts().values()))
    for row, form in changed:
        before = labelled(part, row)
        yield from differences(_place(part, before), before, form.texts())
    for row in gone:
        before = labelled(part, row)
        yield Difference(_place(part, before), "", "；".join(before.values()), "")


def _place(part: Part, texts: Mapping[str, str]) -> str:
    """A row by its first texts that are no amounts."""
    return " ".join([text for text in texts.values() if text][:4])


def _id(form: RowForm) -> int:
    """The stored row that the form stands for; 0 for a new one, whatever else was sent."""
    sent = form.data.get(form.add_prefix("id")) or ""
    return int(sent) if re.fullmatch("[0-9]{1,18}", sent) else 0


def _conflict(form: RowForm, stored: dict[int, EditionPart]) -> bool:
    key = _id(form)
    if not key:
        return False
    row = stored.get(key)
    if row is None:
        form.add_error(None, "这一行已被他人删除；再次保存将作为新的一行登记。")
        _resend(form, id="", version="")
        return True
    if str(row.version) == form.data.get(form.add_prefix("version")):
        return False
    theirs = shown(form.part, row)
    labels = form.base_fields
    differ = [
        f"{labels[name].label}“{theirs[name]}”"
        for name in form.part.fields
        if theirs[name] != form.data.get(form.add_prefix(name), "").strip()
    ]
    who = row.changed_by.get_full_name() or row.changed_by.username if row.changed_by else "他人"
    message = f"{who}刚刚改过这一行：{'、'.join(differ) or '与您填写的相同'}。"
    form.add_error(None, message + "您填写的仍在这里；再次保存将以您的为准。")
    _resend(form, version=str(row.version))
    return True


def _resend(form: RowForm, **values: str) -> None:
    """The next save of the same page knows what it overwrites."""
    for name, value in values.items():
        form.data[form.add_prefix(name)] = value  # type: ignore[index]


def _remove(part: Part, rows: list[EditionPart], forms_: list[RowForm]) -> bool:
    try:
        part.model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
    except ProtectedError:
        for form in forms_:
            form.add_error(None, f"这个{part.title}还有明细在使用，请先删除或改正那些明细。")
        return False
    return True


def _values(form: RowForm) -> dict[str, Any]:
    values = form.cleaned_data
    kept = {name: values.get(name) for name in form.part.fields}
    return {n: 0 if v is None and n == "small_amount" else v for n, v in kept.items()}


def _add(part: Part, context: Context, fresh: list[RowForm], person: User) -> None:
    rows = part.model._default_manager.filter(edition=context.edition)
    last = rows.aggregate(last=Max("position"))["last"]
    start = 0 if last is None else last + 1
    part.model._default_manager.bulk_create(
        part.model(
            edition=context.edition,
            position=start + number,
            changed_by=person,
            changed_at=timezone.now(),
            **_values(form),
        )
        for number, form in enumerate(fresh)
    )


def _change(part: Part, pairs: list[tuple[EditionPart, RowForm]], person: User) -> None:
    for row, form in pairs:
        for name, value in _values(form).items():
            setattr(row, name, value)
        row.version, row.changed_by, row.changed_at = row.version + 1, person, timezone.now()
    if pairs:
        part.model._default_manager.bulk_update(
            [row for row, _ in pairs],
            [*part.fields, "version", "changed_by", "changed_at"],
            batch_size=500,
        )
