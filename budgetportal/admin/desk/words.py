"""What a form changes, in the words of its labels; how a day is typed."""

from typing import Any

from django import forms
from django.db.models import QuerySet


class DayInput(forms.DateInput):
    """A day by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def changed_texts(form: forms.ModelForm) -> tuple[dict[str, str], dict[str, str]]:
    """(before, after) of the changed fields, by label."""
    names = [name for name in form.changed_data if name in form.base_fields and name != "version"]
    label = {name: str(form.fields[name].label) for name in names}
    before = {label[name]: _said(form.initial.get(name)) for name in names}
    return before, {label[name]: _said(form.cleaned_data.get(name)) for name in names}


def with_plain_lines(values: dict[str, Any]) -> dict[str, Any]:
    """Texts with one kind of line end: browsers send two characters, workbooks one."""
    return {
        name: value.replace("\r\n", "\n") if isinstance(value, str) else value
        for name, value in values.items()
    }


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | QuerySet):
        return "、".join(sorted(str(each) for each in value))
    return "" if value is None else str(value)
