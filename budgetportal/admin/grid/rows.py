"""One row of a grid as a form: what a clerk types, read against the edition's lists."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model

from budgetportal.ledger.codes import Kind
from budgetportal.ledger.money import plain
from budgetportal.ledger.terms import ORGANS, Nature
from budgetportal.models import ExpenditureLine
from budgetportal.models.amounts import AmountField
from budgetportal.models.edition import EditionPart
from budgetportal.workbook.store import proposed

from .context import KINDS, Context
from .parts import Part
from .widgets import CellHidden, CellInput, CellSelect

LOOKED_UP = ("unit", "project", *KINDS)
#: width of a column in letters, where the browser's own would be too wide
SIZES = {
    "unit": 7,
    "function": 7,
    "economic": 5,
    "government_economic": 5,
    "subject": 9,
    "amount": 13,
    "small_amount": 13,
    "code": 8,
    "years": 3,
    "remark": 8,
}
HIDDEN = ("id", "version", "seen")


class RowForm(forms.Form):
    """``seen`` is the fingerprint of the row as it was shown: an untouched row is left alone."""

    id = forms.IntegerField(required=False, widget=CellHidden)
    version = forms.IntegerField(required=False, widget=CellHidden)
    seen = forms.CharField(required=False, widget=CellHidden)
    part: Part

    def __init__(self, *args: Any, context: Context, **kwargs: Any) -> None:
        self.context = context
        super().__init__(*args, **kwargs)

    @property
    def touched(self) -> bool:
        """Whether the clerk changed what was shown; a new row is touched when it says anything."""
        typed = [self.data.get(self.add_prefix(name), "") for name in self.part.fields]
        seen = self.data.get(self.add_prefix("seen"), "")
        return fingerprint(typed) != (seen or fingerprint(blank_row(self.part)))

    def texts(self) -> dict[str, str]:
        """What will be stored, as the grid shows it, by label."""
        values = self.cleaned_data
        return {
            str(self.base_fields[name].label): _text(name, values.get(name))
            for name in self.part.fields
        }

    def clean_unit(self) -> Any:
        code = self.cleaned_data["unit"].split(" ")[0]
        if code not in self.context.units:
            raise ValidationError(f"没有单位“{code}”，请先在“单位”中登记")
        return self.context.units[code]

    def clean_project(self) -> Any:
        name = self.cleaned_data["project"]
        if name and name not in self.context.projects:
            raise ValidationError(f"没有项目“{name}”，请先在“项目”中登记")
        return self.context.projects.get(name)

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if amount == 0 and any("not_zero" in c.name for c in self.part.model._meta.constraints):
            raise ValidationError("金额不能为零；不需要的行请删除")
        return amount

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for field, kind in KINDS.items():
            if values.get(field):
                values[field] = self._code(field, kind, values[field])
        if self.part.model is ExpenditureLine and not self.errors:
            self._line(values)
        return values

    def _code(self, field: str, kind: Kind, typed: str) -> str:
        code = typed.split(" ")[0]
        if self.context.catalogue.find(kind, code) is None:
            self.add_error(field, f"“{code}”不在{self.context.edition.year}年的科目表中")
        return code

    def _line(self, values: dict[str, Any]) -> None:
        if values["nature"] == Nature.PROJECT.value and values["project"] is None:
            self.add_error("project", "项目支出请填写项目")
        organ = values["unit"].kind in ORGANS
        values |= proposed(values, self.context.catalogue, organ=organ)


@cache
def form_class(part: Part) -> type[RowForm]:
    """The form of a part's rows, from the model's own fields."""
    fields = fields_for_model(part.model, part.fields)
    for name in fields:
        if name in LOOKED_UP:
            fields[name] = _looked_up(name, fields[name])
        _dress(name, fields[name])
    return type(f"{part.model.__name__}Row", (RowForm,), {"part": part, **fields})


def _looked_up(name: str, field: forms.Field) -> forms.Field:
    widget = CellInput(attrs={"list": f"list-{name}", "autocomplete": "off"})
    return forms.CharField(label=field.label, required=field.required, widget=widget)


def _dress(name: str, field: forms.Field) -> None:
    field.widget.attrs |= {"class": f"cell-{name}", "aria-label": field.label}
    if name in SIZES:
        field.widget.attrs["size"] = SIZES[name]
    if isinstance(field, AmountField):
        field.widget.attrs |= {"inputmode": "decimal", "class": f"amount cell-{name}"}
    if isinstance(field, forms.TypedChoiceField):
        choices: Any = field.choices
        field.widget = CellSelect(attrs=field.widget.attrs)
        field.choices = [("", ""), *[pair for pair in choices if pair[0]]]
    elif not isinstance(field.widget, CellInput):
        field.widget = CellInput(attrs=field.widget.attrs)
    if name == "level":
        field.required = False


def shown(part: Part, row: EditionPart) -> dict[str, Any]:
    """A stored row as the grid shows it."""
    values = {name: _text(name, getattr(row, name)) for name in part.fields}
    return {"id": row.pk, "version": row.version, "seen": fingerprint(values.values()), **values}


def labelled(part: Part, row: EditionPart) -> dict[str, str]:
    """A stored row's texts by label."""
    fields = form_class(part).base_fields
    return {str(fields[name].label): _text(name, getattr(row, name)) for name in part.fields}


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "unit":
        return str(value.code)
    return plain(value) if name.endswith("amount") else str(value)


def blank_row(part: Part) -> list[str]:
    """What an untouched new row sends: the defaults of its choices."""
    blank = form_class(part).base_fields
    return [str(blank[name].initial or "") for name in part.fields]


def fingerprint(values: Any) -> str:
    """A short mark of a row's texts."""
    text = "\x1f".join(" ".join(str(value).split()) for value in values)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
