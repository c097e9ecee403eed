"""Where a finding is mended: the page, and on it the very field."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from django.urls import reverse

from budgetportal.ledger.rules import Finding
from budgetportal.ledger.terms import Horizon, Indicator
from budgetportal.models import PerformanceForm, PriorYearFigure

from ..grid.parts import PARTS
from .frame import Desk
from .indicators import PREFIX, SIDES, initial_pairs
from .links import PAGES
from .performance_form import MONEY, FormForm
from .texts import TextsForm

#: the first word of a finding's link → the title of its findings
TITLES = {"reason": "变动原因", "text": "文字说明", "act": "公开办理", "correction": "公开办理"}
PERIOD_MONEY = f"id_{MONEY[2]}"


class Places:
    """The addresses of one edition's findings; a handful of queries however many there are."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def part(self, finding: Finding) -> str:
        """The part of the work under whose heading a finding stands."""
        kind, key, *_ = (*finding.link, "", "")
        if kind == "form":
            return f"绩效目标：{key}"
        if kind == "project":
            return PARTS["projects"].title
        if kind == "glossary":
            return "名词解释"
        page = PAGES.get(kind, kind)
        return PARTS[page].title if page in PARTS else TITLES.get(kind, "公开办理")

    def address(self, finding: Finding) -> str:
        """Page and field, or nothing where nobody can mend it on the desk."""
        kind, key, field = (*finding.link, "", "", "")[:3]
        page = PAGES.get(kind, kind)
        if page in PARTS:
            return self._row(page, key, field)
        if kind in ("form", "project"):
            return self._project(kind, key, field)
        if kind == "text":
            name = _labels(TextsForm).get(key)
            return self.desk.address("texts") + (f"#id_{name}" if name else "")
        if kind == "reason":
            return f"{self.desk.address('reasons')}#reason-{Indicator(key).name}"
        if kind == "act":
            return self.desk.address("act", key)
        return reverse("admin:budgetportal_glossaryterm_changelist") if kind == "glossary" else ""

    def _row(self, page: str, key: str, field: str) -> str:
        """Rows are counted from 1 through all pages of the grid."""
        number = key if key.isdecimal() else self._prior.get(key, "")
        if not number:
            return self.desk.address(page)
        return self.desk.row(page, int(number), field)

    def _project(self, kind: str, name: str, field: str) -> str:
        if name not in self._projects:
            return self.desk.address("projects")
        address = self.desk.address("project", self._projects[name])
        anchor = self._field(name, field) if kind == "form" and field else ""
        return f"{address}#{anchor}" if anchor else address

    def _field(self, name: str, field: str) -> str:
        labels = _labels(FormForm)
        if field in labels:
            return f"id_{labels[field]}"
        if field.startswith("实施期资金"):
            return PERIOD_MONEY
        form = self._forms.get(name)
        for number, row in enumerate(initial_pairs(form) if form else ()):
            for side, horizon in SIDES:
                if f"{horizon.value}{row.get(f'{side}_level3', '')}" == field:
                    return f"id_{PREFIX}-{number}-{side}_value"
            if row["level1"] == field:
                return f"id_{PREFIX}-{number}-{SIDES[0][0]}_level3"
        return f"id_{PREFIX}-0-{'year' if field.startswith(Horizon.YEAR.value) else 'period'}_value"

    @cached_property
    def _projects(self) -> Mapping[str, int]:
        return dict(self.desk.edition.project_set.values_list("name", "pk"))

    @cached_property
    def _forms(self) -> Mapping[str, PerformanceForm]:
        found = PerformanceForm.objects.filter(project__edition=self.desk.edition)
        related = found.select_related("project").prefetch_related("indicators")
        return {form.project.name: form for form in related}

    @cached_property
    def _prior(self) -> Mapping[str, str]:
        """指标 → its row among the typed 上年数."""
        rows = PriorYearFigure.objects.filter(edition=self.desk.edition)
        names = rows.values_list("indicator", flat=True)
        return {name: str(number) for number, name in enumerate(names, 1)}


def _labels(form: type[TextsForm] | type[FormForm]) -> Mapping[str, str]:
    """The label of each field → its name."""
    return {str(field.label): name for name, field in form.base_fields.items()}
