"""A row as HTML, drawn without a template: a page holds thousands of cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from budgetportal.ledger.money import NotAnAmount, parse, wan_text
from budgetportal.models.amounts import AmountField

from .parts import Part
from .row import CARRIED, Row
from .rows import LOOKED_UP, form_class

#: width of a column in letters, where the browser's own would be too wide
SIZES = {
    "unit": 6,
    "function": 6,
    "economic": 4,
    "government_economic": 4,
    "subject": 9,
    "amount": 12,
    "small_amount": 12,
    "code": 8,
    "years": 3,
    "remark": 8,
}


@dataclass(frozen=True)
class Column:
    """How the cells of one column are drawn."""

    name: str
    attributes: str
    choices: tuple[tuple[str, str], ...] | None

    def draw(self, row: Row, locked: str) -> str:
        text, errors = row.texts[self.name], row.errors.get(self.name, ())
        identity = f'name="{row.key(self.name)}" id="id_{row.key(self.name)}"{self.attributes}'
        told = f' aria-invalid="true" aria-describedby="e-{row.key(self.name)}"' if errors else ""
        if self.choices is None:
            cell = f'<input type="text" value="{escape(text)}" {identity}{told}{locked}>'
        else:
            cell = f"<select {identity}{told}{locked}>{self._options(text)}</select>"
        marks = " wrong" * bool(errors) + " proposed" * (self.name in row.proposed)
        below = _below(row, self.name)
        return f'<td class="c-{self.name}{marks}">{cell}{below}</td>'

    def _options(self, text: str) -> str:
        choices = self.choices or ()
        if text and text not in dict(choices):
            choices = (*choices, (text, text))
        return "".join(
            f'<option value="{escape(v)}"{" selected" * (v == text)}>{escape(shown)}</option>'
            for v, shown in choices
        )


def _below(row: Row, name: str) -> str:
    """What a code is called after a paste, and what is wrong."""
    called = row.names.get(name, "")
    said = format_html('<small class="called">{}</small>', called) if called else ""
    for sentence in row.errors.get(name, ()):
        said += format_html('<p class="cell-error" id="e-{}">{}</p>', row.key(name), sentence)
    return said


@cache
def columns(part: Part) -> tuple[Column, ...]:
    """The columns of a part from its form's fields."""
    fields = form_class(part).base_fields
    return tuple(_column(name, fields[name]) for name in part.fields)


def _column(name: str, field: forms.Field) -> Column:
    attributes: dict[str, Any] = {"class": f"cell-{name}", "aria-label": str(field.label)}
    if name in SIZES:
        attributes["size"] = SIZES[name]
    if isinstance(field, AmountField):
        attributes |= {"inputmode": "decimal", "class": f"amount cell-{name}"}
    if name in LOOKED_UP:
        attributes |= {"list": f"list-{name}", "autocomplete": "off"}
    choices = None
    if isinstance(field, forms.TypedChoiceField):
        given: Any = field.choices
        # a blank option with nothing in it is no valid HTML
        choices = (("", "\u00a0"), *((str(v), str(text)) for v, text in given if v))
        attributes.pop("size", None)
    return Column(name, flatatt(attributes), choices)


def draw(row: Row, *, before: int = 0, locked: bool = False, model: bool = False) -> SafeString:
    """One ``<tr>``; every text in it is escaped.

    ``before`` rows stand on earlier pages; a ``model`` row bears ``__prefix__`` for its number.
    """
    disabled = " disabled" if locked else ""
    marks = " ".join(
        word for word, on in (("bad", row.errors), ("gone", row.gone), ("fresh", row.fresh)) if on
    )
    cells = "".join(column.draw(row, disabled) for column in columns(row.part))
    sentences = ((sentence,) for sentence in row.errors.get("", ()))
    whole = format_html_join("", '<p class="cell-error">{}</p>', sentences)
    money = f'<td class="wan">{_wan(row)}</td>' if "amount" in row.part.fields else ""
    checked = " checked" if row.gone else ""
    key = row.key("DELETE")
    box = f'<input type="checkbox" name="{key}" id="id_{key}" aria-label="删除"{checked}{disabled}>'
    number = "" if model else before + row.number + 1
    drawn = (
        f'<tr class="{marks}"><th scope="row"><span>{number}</span>{_carried(row)}{whole}</th>'
        f'{cells}{money}<td class="c-DELETE">{box}</td></tr>'
    )
    if model:
        drawn = drawn.replace(f"{row.part.key}-{row.number}-", f"{row.part.key}-__prefix__-")
    return mark_safe(drawn)  # every text was escaped where it was placed


def _carried(row: Row) -> str:
    return "".join(
        f'<input type="hidden" name="{row.key(name)}" value="{escape(row.carried[name])}">'
        for name in CARRIED
        if row.carried.get(name)
    )


def _wan(row: Row) -> str:
    """万元 of the amount as it will be printed; blank while it is none."""
    try:
        return wan_text(parse(row.texts["amount"]))
    except NotAnAmount:
        return ""
