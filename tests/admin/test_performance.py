"""The page of a project: what is typed once for both horizons, and what is never typed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from budgetportal.models import Edition, PerformanceForm, PerformanceIndicator, Project
from tests.editions import edition as made_edition

pytestmark = pytest.mark.django_db


def fields(page: Any) -> Iterator[tuple[str, Any]]:
    """(name, value) of every field of a project's page."""
    yield "indicators-TOTAL_FORMS", page.context["pairs"].total_form_count()
    yield "indicators-INITIAL_FORMS", page.context["pairs"].initial_form_count()
    for form in (page.context["form"], *page.context["pairs"]):
        for field in form:
            yield field.html_name, "" if field.value() is None else field.value()


def address(edition: Edition) -> str:
    return f"/admin/desk/{edition.pk}/performance/{Project.objects.get(edition=edition).pk}/"


def stored() -> list[tuple[str, str, str, str]]:
    found = PerformanceIndicator.objects.order_by("form", "position")
    return list(found.values_list("horizon", "level2", "level3", "value"))


def test_saving_what_is_shown_changes_nothing(clerk: Client, edition: Edition) -> None:
    before = stored()
    data = dict(fields(clerk.get(address(edition))))
    assert clerk.post(address(edition), data).status_code == 302
    assert sorted(stored()) == sorted(before)


def test_this_years_money_is_shown_and_never_typed(clerk: Client, edition: Edition) -> None:
    page = clerk.get(address(edition))
    assert page.context["total"] == "10,000"
    assert [name for name, _ in fields(page) if "annual" in name or name.startswith("year_c")] == []


def test_the_period_is_copied_to_the_year_and_not_saved_yet(
    clerk: Client, edition: Edition
) -> None:
    data = dict(fields(clerk.get(address(edition))))
    data |= {"indicators-0-period_level3": "支持企业数", "indicators-0-period_value": "≥5家"}
    page = clerk.post(address(edition), {**data, "copy": "year"})
    shown = dict(fields(page))
    assert (shown["indicators-0-year_level3"], shown["indicators-0-year_value"]) == (
        "支持企业数",
        "≥5家",
    )
    assert "支持企业数" not in [row[2] for row in stored()]


def test_last_years_form_is_a_start(clerk: Client, edition: Edition) -> None:
    last = made_edition(year=2022)
    PerformanceForm.objects.filter(project__edition=last).update(overview="上年的概况")
    page = clerk.get(address(edition) + "?from=last")
    assert dict(fields(page))["overview"] == "上年的概况"


def test_a_form_saved_meanwhile_is_not_overwritten_unseen(clerk: Client, edition: Edition) -> None:
    data = dict(fields(clerk.get(address(edition))))
    clerk.post(address(edition), {**data, "overview": "先保存的"})
    page = clerk.post(address(edition), {**data, "overview": "后保存的"})
    assert "他人刚刚保存过这张表" in page.content.decode()
    assert PerformanceForm.objects.get().overview == "先保存的"
    again = {**dict(fields(page)), "overview": "后保存的"}
    clerk.post(address(edition), again)
    assert PerformanceForm.objects.get().overview == "后保存的"


def test_a_value_without_a_name_is_refused_at_its_cell(clerk: Client, edition: Edition) -> None:
    data = dict(fields(clerk.get(address(edition))))
    data |= {"indicators-2-period_level3": "", "indicators-2-period_value": "≥5家"}
    page = clerk.post(address(edition), data)
    assert [form.errors for form in page.context["pairs"] if form.errors] == [
        {"period_level3": ["有指标值，请填写指标名称"]}
    ]


def test_each_amount_stands_in_wan_beside_its_yuan(clerk: Client, edition: Edition) -> None:
    page = clerk.get(address(edition)).content.decode()
    assert page.count('<small class="wan">1.00万元</small>') == 2  # 实施期 and 年度, 市县


def test_a_sign_of_comparison_is_stored_as_it_is_printed(clerk: Client, edition: Edition) -> None:
    data = dict(fields(clerk.get(address(edition))))
    data |= {"indicators-0-period_value": ">=３个", "indicators-2-period_value": "<= 95％"}
    clerk.post(address(edition), data)
    assert [value for horizon, _, _, value in stored() if horizon == "实施期"][:2] == [
        "≥３个",
        "≤95%",
    ]


def test_the_next_project_follows_at_once(clerk: Client, edition: Edition) -> None:
    first = Project.objects.get(edition=edition)
    second = Project.objects.create(edition=edition, unit=first.unit, name="乙", position=1)
    place = address_of(edition, first)
    data = {**dict(fields(clerk.get(place))), "onward": "1"}
    assert clerk.post(place, data).headers["Location"] == address_of(edition, second)


def address_of(edition: Edition, project: Project) -> str:
    return f"/admin/desk/{edition.pk}/performance/{project.pk}/"


def test_findings_about_a_form_stand_on_its_page(clerk: Client, edition: Edition) -> None:
    PerformanceIndicator.objects.filter(level2="成本指标").delete()
    found = clerk.get(address(edition)).context["wrong"]
    assert {finding.rule for finding, _ in found} >= {"P04"}
    assert all(place.startswith(address(edition)) for _, place in found)
