"""What a clerk types into one row, read against the edition's lists."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model

from budgetportal.ledger.codes import Kind
from budgetportal.ledger.money import plain
from budgetportal.ledger.terms import ORGANS, Nature
from budgetportal.models import ExpenditureLine
from budgetportal.models.edition import EditionPart
from budgetportal.workbook.store import proposed

from .context import KINDS, Context
from .parts import Part

LOOKED_UP = ("unit", "project", *KINDS)
#: what follows from other cells where the clerk leaves it blank
PROPOSED = ("government_economic", "cost_class", "level")

#: what has a default where nothing is typed
OPTIONAL = ("level", "small_amount")


class RowForm(forms.Form):
    """Reads the texts of one row; ``lines`` of the ledger also get what is proposed."""

    part: Part

    def __init__(self, *args: Any, context: Context, **kwargs: Any) -> None:
        self.context = context
        super().__init__(*args, **kwargs)

    def texts(self) -> dict[str, str]:
        """What will be stored, in plain text, by label."""
        values = self.cleaned_data
        return {
            str(self.base_fields[name].label): text_of(name, values.get(name))
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
            self.add_error(field, self.context.unknown(kind, code))
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
    for name, field in fields.items():
        if name in LOOKED_UP:
            fields[name] = forms.CharField(label=field.label, required=field.required)
        elif name in OPTIONAL:
            field.required = False
    return type(f"{part.model.__name__}Row", (RowForm,), {"part": part, **fields})


def label(part: Part, name: str) -> str:
    """The heading of a column."""
    return str(form_class(part).base_fields[name].label)


def required(part: Part) -> tuple[str, ...]:
    """The columns that may not be blank."""
    fields = form_class(part).base_fields
    return tuple(name for name in part.fields if fields[name].required)


def labelled(part: Part, row: EditionPart) -> dict[str, str]:
    """A stored row's texts by label."""
    return {label(part, name): text_of(name, getattr(row, name)) for name in part.fields}


def text_of(name: str, value: Any) -> str:
    """One stored value as the history says it."""
    if value is None:
        return ""
    if name == "unit":
        return str(value.code)
    return plain(value) if name.endswith("amount") else str(value)
