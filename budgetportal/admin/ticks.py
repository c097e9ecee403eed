"""Choices to tick in Django's own forms."""

from typing import Any

from django import forms


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes that do not each refer to a help text: for a group of boxes Django gives it no id."""

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attributes: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        attributes.pop("aria-describedby", None)
        return attributes
