"""The department's own words: texts, and the reasons of change beside their figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from budgetportal.disclosure.gather import gather
from budgetportal.disclosure.layouts import LAYOUTS
from budgetportal.ledger.indicators import computed, prior
from budgetportal.ledger.money import wan_figure
from budgetportal.ledger.terms import REASONED, Indicator
from budgetportal.models import ChangeReason, Edition
from budgetportal.publishing.rollforward import stale

from .frame import Desk
from .log import differences, log
from .words import DayInput, changed_texts, with_plain_lines

GROUPS = (
    ("基本情况", ("department_name", "form", "approved_on", "is_new", "former_code")),
    ("第一部分 概况", ("duties", "setup")),
    (
        "第三部分 说明",
        (
            "procurement_text",
            "vehicles",
            "vehicle_count",
            "buildings",
            "other_assets",
            "service_directory",
            "other_notes",
        ),
    ),
    ("绩效申报表与控制数", ("form_title", "shows_handler", "control_in_wan")),
)


class TextsForm(forms.ModelForm):
    """All texts of an edition on one page; the form (公开格式) where there is a choice."""

    form = forms.ChoiceField(
        label="公开格式", choices=lambda: [(each.name, each.title) for each in LAYOUTS.values()]
    )

    class Meta:
        model = Edition
        fields = tuple(name for _, names in GROUPS for name in names)
        widgets = {"approved_on": DayInput}  # noqa: RUF012 (Django's own shape)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(LAYOUTS) == 1:
            del self.fields["form"]

    def clean(self) -> dict[str, Any]:
        return with_plain_lines(super().clean() or self.cleaned_data)

    def groups(self) -> list[tuple[str, list[tuple[forms.BoundField, bool]]]]:
        """The fields under their headings, and whether each still speaks of last year."""
        year = self.instance.year
        return [
            (
                title,
                [
                    (self[n], stale(str(self[n].value() or ""), year))
                    for n in names
                    if n in self.fields
                ],
            )
            for title, names in GROUPS
        ]


def texts(desk: Desk) -> HttpResponse:
    """Texts; what is not applicable is answered with 无."""
    posted = desk.request.POST if desk.request.method == "POST" else None
    form = TextsForm(posted, instance=desk.edition)
    if posted is None:
        desk.locked(form)
        return desk.page("texts", "texts", form=form)
    desk.require_entry()
    if not form.is_valid():
        return desk.page("texts", "texts", form=form)
    form.save()
    before, after = changed_texts(form)
    log(desk.edition, desk.request.user, "文字说明", differences("", before, after))
    messages.success(desk.request, "文字说明已保存。")
    return redirect(desk.address("texts"))


@dataclass(frozen=True)
class Change:
    """One indicator: this year, last year, the change in 万元, and the reason as it stands."""

    indicator: Indicator
    now: str
    before: str
    change: str
    reason: str


def reasons(desk: Desk) -> HttpResponse:
    """变动原因: every indicator with its figures and a place for the reason."""
    if desk.request.method == "POST":
        desk.require_entry()
        _store(desk)
        messages.success(desk.request, "变动原因已保存。")
        return redirect(desk.address("reasons"))
    return desk.page("reasons", "reasons", changes=_changes(desk.edition))


def _changes(edition: Edition) -> list[Change]:
    book = gather(edition)
    sums = computed(book)
    return [_change(book, sums[each], each) for each in REASONED]


def _change(book: Any, now: Any, indicator: Indicator) -> Change:
    before = prior(book, indicator)
    return Change(
        indicator,
        wan_figure(now),
        "未知" if before is None else wan_figure(before),
        "" if before is None or now == before else wan_figure(now - before),
        book.facts.reasons.get(indicator, ""),
    )


@transaction.atomic
def _store(desk: Desk) -> None:
    posted = with_plain_lines(desk.request.POST.dict())
    typed = {i: posted.get(i.name, "").strip() for i in REASONED}
    known = {r.indicator: r.text for r in desk.edition.changereason_set.all()}
    ChangeReason.objects.filter(edition=desk.edition, indicator__in=typed).delete()
    ChangeReason.objects.bulk_create(
        ChangeReason(edition=desk.edition, indicator=i.value, text=text, position=n)
        for n, (i, text) in enumerate(typed.items())
        if text
    )
    after = {indicator.value: text for indicator, text in typed.items()}
    log(desk.edition, desk.request.user, "变动原因", differences("", known, after))
