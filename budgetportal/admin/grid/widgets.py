"""The cells of a grid, drawn without a template each: a page holds thousands of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def _input(widget: forms.widgets.Input, name: str, value: Any, attrs: Any) -> SafeString:
    given = {**widget.attrs, **(attrs or {}), "type": widget.input_type, "name": name}
    if value not in (None, ""):
        given["value"] = str(value)
    return format_html("<input{}>", flatatt(given))


class CellInput(forms.TextInput):
    """A cell that is typed into."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return _input(self, name, value, attrs)


class CellHidden(forms.HiddenInput):
    """What a row carries along."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return _input(self, name, value, attrs)


class CellSelect(forms.Select):
    """A cell with a short list."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given = {**self.attrs, **(attrs or {}), "name": name}
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((v, flatatt({"selected": str(v) == chosen}), text) for v, text in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt(given), options)


class CellCheckbox(forms.CheckboxInput):
    """删除."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given = {**self.attrs, **(attrs or {}), "name": name, "checked": self.check_test(value)}
        return format_html('<input type="checkbox"{}>', flatatt(given))
