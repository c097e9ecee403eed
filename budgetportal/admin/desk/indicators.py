"""绩效指标 as a grid: 实施期 and 年度 side by side under the printed 二级指标."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from budgetportal.disclosure.forms import INDICATOR_TREE
from budgetportal.ledger.terms import Horizon
from budgetportal.models import PerformanceForm
from budgetportal.models.fields import INDICATOR, PARAGRAPH

PREFIX = "indicators"
SIDES = (("period", Horizon.PERIOD), ("year", Horizon.YEAR))
FIELDS = ("period_level3", "period_value", "year_level3", "year_value")
LABELS = ("实施期三级指标", "实施期指标值", "年度三级指标", "年度指标值")
#: what a keyboard types for a sign of comparison
OPERATORS = {">=": "≥", "<=": "≤", "=>": "≥", "=<": "≤", "≧": "≥", "≦": "≤"}
HALF_WIDTH = str.maketrans("＞＜＝％", "><=%")
#: empty rows offered below each 二级指标
BLANK_ROWS = 1


class PairForm(forms.Form):
    """One row: the same place for both horizons."""

    level1 = forms.ChoiceField(choices=[(k, k) for k in INDICATOR_TREE], widget=forms.HiddenInput)
    level2 = forms.CharField(widget=forms.HiddenInput)
    period_level3 = forms.CharField(max_length=INDICATOR, required=False)
    period_value = forms.CharField(max_length=PARAGRAPH, required=False)
    year_level3 = forms.CharField(max_length=INDICATOR, required=False)
    year_value = forms.CharField(max_length=PARAGRAPH, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in zip(FIELDS, LABELS, strict=True):
            self.fields[name].widget.attrs["aria-label"] = label

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for side, _ in SIDES:
            values[f"{side}_value"] = tidy(values.get(f"{side}_value", ""))
        if values.get("level2") not in INDICATOR_TREE.get(values.get("level1", ""), ()):
            raise forms.ValidationError("二级指标不在可选范围内")
        for side, _ in SIDES:
            if values.get(f"{side}_value") and not values.get(f"{side}_level3"):
                self.add_error(f"{side}_level3", "有指标值，请填写指标名称")
        return values


def tidy(value: str) -> str:
    """A value that begins with an operator, in the printed signs: ``>=95％`` → ``≥95%``."""
    found = value.translate(HALF_WIDTH)
    for typed, sign in OPERATORS.items():
        if found.startswith(typed):
            return sign + found.removeprefix(typed).strip()
    return found if found[:1].isdigit() else value


Pairs: type[BaseFormSet] = formset_factory(PairForm, extra=0, absolute_max=500, max_num=500)


def initial_pairs(form: PerformanceForm) -> list[dict[str, str]]:
    """Stored indicators side by side, and empty rows below each 二级指标."""
    stored = list(form.indicators.all()) if form.pk else []
    rows: list[dict[str, str]] = []
    for level1, seconds in INDICATOR_TREE.items():
        for level2 in seconds:
            at = {h: [i for i in stored if (i.horizon, i.level2) == (h, level2)] for h in Horizon}
            found = list(zip_longest(at[Horizon.PERIOD], at[Horizon.YEAR]))
            for pair in [*found, *[(None, None)] * BLANK_ROWS]:
                rows.append({"level1": level1, "level2": level2, **_shown(pair)})
    return rows


def _shown(pair: tuple[Any, Any]) -> dict[str, str]:
    sides = zip(("period", "year"), pair, strict=True)
    return {
        f"{side}_{name}": getattr(each, name)
        for side, each in sides
        if each is not None
        for name in ("level3", "value")
    }


def spanned(pairs: Any) -> list[tuple[Any, int, int]]:
    """Each row with the height of its 一级 and 二级 heading; 0 below the first of them."""
    keys = [(str(form["level1"].value()), str(form["level2"].value())) for form in pairs]
    heights = Counter(keys), Counter(level1 for level1, _ in keys)
    rows, seen = [], set[Any]()
    for form, key in zip(pairs, keys, strict=True):
        first, second = key[0] not in seen, key not in seen
        seen |= {key, key[0]}
        rows.append((form, heights[1][key[0]] * first, heights[0][key] * second))
    return rows


def indicator_rows(pairs: Any) -> Iterator[dict[str, str]]:
    """The values of each PerformanceIndicator, 实施期 before 年度."""
    for side, horizon in SIDES:
        for form in pairs.forms:
            values = form.cleaned_data
            if values.get(f"{side}_level3"):
                yield {
                    "horizon": horizon.value,
                    "level1": values["level1"],
                    "level2": values["level2"],
                    "level3": values[f"{side}_level3"],
                    "value": values[f"{side}_value"],
                }
