"""The texts and money of a performance form, and who saved it meanwhile."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from budgetportal.ledger.money import NotAnAmount, parse, wan_figure, yuan_text
from budgetportal.models import PerformanceForm
from budgetportal.publishing.rollforward import stale

from .words import DayInput, with_plain_lines

SHORT = ("leader", "handler", "telephone", "filled_on")
MONEY = ("period_central", "period_province", "period_county", "period_own", "period_other")
TEXTS = (
    "overview",
    "basis",
    "necessity",
    "measures",
    "plan",
    "period_goal",
    "year_goal",
)


class MoneyInput(forms.TextInput):
    """Amounts with separators, as they are printed."""

    def format_value(self, value: Any) -> str | None:
        return f"{value:,}" if isinstance(value, Decimal) else super().format_value(value)


class FormForm(forms.ModelForm):
    """This year's money is not among the fields: it is the sum of the project's lines."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = PerformanceForm
        fields = (*MONEY, *TEXTS, *SHORT)
        widgets = {"filled_on": DayInput} | dict.fromkeys(MONEY, MoneyInput)

    @property
    def period_total(self) -> str:
        """实施期资金总额 as stored, in 元."""
        return yuan_text(sum((getattr(self.instance, name) for name in MONEY), Decimal(0)))

    def money(self) -> list[tuple[forms.BoundField, str]]:
        """The fields of 元, and each amount in 万元."""
        return [(self[name], _wan(self[name].value())) for name in MONEY]

    def texts(self) -> list[tuple[forms.BoundField, bool]]:
        """The long texts, and whether each still speaks of last year."""
        year = self.instance.project.edition.year
        return [(self[name], stale(str(self[name].value() or ""), year)) for name in TEXTS]

    def people(self) -> list[forms.BoundField]:
        return [self[name] for name in SHORT]

    def clean(self) -> dict[str, Any]:
        """A form that another clerk saved meanwhile is not overwritten unseen."""
        values: dict[str, Any] = super().clean() or {}
        if self.instance.pk and values.get("version") != self.instance.version:
            self.data = {
                **{name: self.data[name] for name in self.data},
                "version": self.instance.version,
            }
            self.add_error(None, "他人刚刚保存过这张表。您填写的仍在这里；再次保存将以您的为准。")
        for name in MONEY:
            values[name] = values.get(name) or 0
        return with_plain_lines(values)


def _wan(typed: Any) -> str:
    try:
        return f"{wan_figure(parse(typed))}万元"
    except NotAnAmount:
        return ""


for _name in MONEY:
    FormForm.base_fields[_name].required = False
    FormForm.base_fields[_name].help_text = ""
    FormForm.base_fields[_name].widget.attrs |= {"inputmode": "decimal", "class": "amount"}
