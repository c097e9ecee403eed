"""What a form changes, in the words of its labels."""

from typing import Any

from django import forms


def changed_texts(form: forms.ModelForm) -> tuple[dict[str, str], dict[str, str]]:
    """(before, after) of the changed fields, by label."""
    names = [name for name in form.changed_data if name in form.base_fields and name != "version"]
    label = {name: str(form.fields[name].label) for name in names}
    before = {label[name]: _said(form.initial.get(name)) for name in names}
    return before, {label[name]: _said(form.cleaned_data.get(name)) for name in names}


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
