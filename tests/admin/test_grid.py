"""Entry in rows: what is typed is stored exactly, or shown again with the reason."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgetportal.models import (
    CodeSubject,
    Edition,
    ExpenditureLine,
    PerformanceForm,
    Project,
    Status,
    Unit,
)
from tests.cast import SUPER

from .grids import Page, errors, sent

pytestmark = pytest.mark.django_db
BASIC = {
    "unit": "801001",
    "nature": "基本支出",
    "function": "2060101",
    "economic": "30201",
    "fund": "一般公共预算",
    "vintage": "当年预算",
    "amount": "１,234.50",
}


def test_a_line_is_stored_in_exact_yuan_with_the_proposed_subjects(
    clerk: Client, edition: Edition
) -> None:
    page = Page(clerk, edition, "lines")
    assert page.type(page.first_blank, **BASIC).save().status_code == 302
    line = ExpenditureLine.objects.get(nature="基本支出")
    assert (line.amount, line.cost_class, line.government_economic, line.level) == (
        Decimal("1234.50"),
        "公用经费",
        "50502",
        "市县",
    )


def test_untouched_rows_are_left_alone(clerk: Client, edition: Edition) -> None:
    Page(clerk, edition, "lines").save()
    assert list(ExpenditureLine.objects.values_list("version", "changed_by")) == [(0, None)]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"amount": "12三"}, "“12三”不是数字，请填写金额，例如 12345.67"),
        ({"amount": "0"}, "金额不能为零；不需要的行请删除"),
        ({"amount": "1.001"}, "“1.001”的小数超过两位，请按元填写到分"),
        ({"unit": "999"}, "没有单位“999”，请先在“单位”中登记"),
        ({"function": "9999999"}, "“9999999”不在2023年的科目表中"),
        ({"nature": "项目支出"}, "项目支出请填写项目"),
        ({"project": "没有的项目"}, "没有项目“没有的项目”，请先在“项目”中登记"),
        ({"fund": "别的"}, "选择一个有效的选项。 别的 不在可用的选项中。"),
    ],
)
def test_an_error_stands_at_its_cell_and_nothing_typed_is_lost(
    clerk: Client, edition: Edition, typed: dict[str, str], reason: str
) -> None:
    page = Page(clerk, edition, "lines")
    page.type(0, amount="77.00").type(page.first_blank, **{**BASIC, **typed})
    response = page.save()
    assert errors(response) == [reason]
    assert ExpenditureLine.objects.get().amount == Decimal("10000.00")
    shown = response.context["rows"].rows
    assert (shown[0].texts["amount"], shown[page.first_blank].texts["remark"]) == ("77.00", "")
    assert 'value="77.00"' in response.content.decode()


def test_two_clerks_on_different_lines_do_not_disturb_each_other(
    clerk: Client, signed_in: Callable[[str], Client], edition: Edition
) -> None:
    mine, theirs = Page(clerk, edition, "lines"), Page(signed_in(SUPER), edition, "lines")
    assert theirs.type(theirs.first_blank, **BASIC).save().status_code == 302
    assert mine.type(0, amount="55.00").save().status_code == 302
    assert [line.amount for line in ExpenditureLine.objects.all()] == [
        Decimal("55.00"),
        Decimal("1234.50"),
    ]


def test_the_later_save_of_the_same_line_is_told_who_changed_what(
    clerk: Client, signed_in: Callable[[str], Client], edition: Edition
) -> None:
    mine, theirs = Page(clerk, edition, "lines"), Page(signed_in(SUPER), edition, "lines")
    theirs.type(0, amount="66.00").save()
    response = mine.type(0, amount="55.00").save()
    assert errors(response) == [
        "管理员刚刚改过这一行：金额（元）“66.00”。您填写的仍在这里；再次保存将以您的为准。"
    ]
    assert ExpenditureLine.objects.get().amount == Decimal("66.00")
    mine.data = sent(response.context["rows"])
    assert mine.save().status_code == 302
    assert ExpenditureLine.objects.get().amount == Decimal("55.00")


def test_a_line_that_was_deleted_meanwhile_comes_back_as_a_new_one(
    clerk: Client, edition: Edition
) -> None:
    page = Page(clerk, edition, "lines").type(0, amount="55.00")
    ExpenditureLine.objects.all().delete()
    response = page.save()
    assert errors(response) == ["这一行已被他人删除；再次保存将作为新的一行登记。"]
    page.data = sent(response.context["rows"])
    page.save()
    assert ExpenditureLine.objects.get().amount == Decimal("55.00")


def test_a_unit_that_is_used_is_not_deleted(clerk: Client, edition: Edition) -> None:
    response = Page(clerk, edition, "units").type(0, DELETE="on").save()
    assert errors(response) == ["这个单位还有2行在使用，请先删除或改正那些明细。"]
    assert Unit.objects.count() == 1


def test_a_name_occurs_once(clerk: Client, edition: Edition) -> None:
    page = Page(clerk, edition, "projects")
    response = page.type(page.first_blank, name="平台建设", unit="801001").save()
    assert errors(response) == ["“平台建设”重复，请只留一行"]
    assert Project.objects.count() == 1


def test_a_deleted_row_is_gone(clerk: Client, edition: Edition) -> None:
    Page(clerk, edition, "lines").type(0, DELETE="on").save()
    assert ExpenditureLine.objects.count() == 0


def test_a_deletion_is_taken_back(clerk: Client, edition: Edition) -> None:
    before = ExpenditureLine.objects.values().get()
    page = Page(clerk, edition, "lines")
    page.type(0, DELETE="on").save()
    assert clerk.get(page.address).context["undo"] == 1
    clerk.post(page.address, {"undo": "1"})
    assert ExpenditureLine.objects.values().get() == before
    assert clerk.get(page.address).context["undo"] == 0


def test_a_project_with_lines_stays(clerk: Client, edition: Edition) -> None:
    page = Page(clerk, edition, "projects").type(0, DELETE="on")
    page.data = sent(page.save().context["rows"])
    assert errors(page.save()) == ["这个项目还有1行在使用，请先删除或改正那些明细。"]
    assert (Project.objects.count(), PerformanceForm.objects.count()) == (1, 1)


def test_a_projects_form_goes_along_only_when_the_clerk_was_told(
    clerk: Client, edition: Edition
) -> None:
    ExpenditureLine.objects.all().delete()
    page = Page(clerk, edition, "projects").type(0, DELETE="on")
    told = page.save()
    assert errors(told) == ["这个项目的绩效目标申报表会一并删除；确认删除请再保存一次。"]
    assert PerformanceForm.objects.count() == 1
    page.data = sent(told.context["rows"])
    assert page.save().status_code == 302
    assert (Project.objects.count(), PerformanceForm.objects.count()) == (0, 0)
    clerk.post(page.address, {"undo": "1"})
    form = PerformanceForm.objects.get()
    assert (form.project.name, form.indicators.count()) == ("平台建设", 12)


def test_a_code_abolished_since_last_year_says_so(clerk: Client, edition: Edition) -> None:
    CodeSubject.objects.filter(year=2023, code="2060404").delete()
    response = Page(clerk, edition, "lines").type(0, remark="改").save()
    assert errors(response) == [
        "“2060404 科技成果转化与扩散”在2022年的科目表中，2023年已取消，请改用现行科目"
    ]


def test_wrong_cells_are_listed_above_the_grid_with_the_way_to_them(
    clerk: Client, edition: Edition
) -> None:
    response = Page(clerk, edition, "lines").type(0, amount="12三", unit="9").save()
    assert response.context["rows"].faults() == [
        ("id_lines-0-unit", "第1行“单位”：没有单位“9”，请先在“单位”中登记"),
        ("id_lines-0-amount", "第1行“金额（元）”：“12三”不是数字，请填写金额，例如 12345.67"),
    ]


def test_a_line_says_where_it_will_be_printed(clerk: Client, edition: Edition) -> None:
    found = clerk.get(f"/admin/desk/{edition.pk}/lines/where/", BASIC).context["found"]
    assert [number for number, _ in found.tables] == [1, 2, 3, 4, 5, 6]
    assert [number for number, _ in found.notes] == [1, 2, 3, 4, 5, 6]
    unfinished = clerk.get(f"/admin/desk/{edition.pk}/lines/where/", {**BASIC, "amount": ""})
    assert unfinished.context["found"] is None


def test_what_is_typed_never_becomes_markup(clerk: Client, edition: Edition) -> None:
    page = Page(clerk, edition, "lines")
    response = page.type(0, unit='"><script>alert(1)</script>', fund="<b>", remark="'\"").save()
    shown = response.content.decode()
    assert ("<script>alert" in shown, "<b>" in shown.split("<tbody>")[1].split("</tbody>")[0]) == (
        False,
        False,
    )


def test_what_is_submitted_is_locked(clerk: Client, edition: Edition) -> None:
    page = Page(clerk, edition, "lines").type(0, amount="55.00")
    Edition.objects.update(status=Status.SUBMITTED)
    refused = page.save()
    assert (refused.status_code, "这份预算现在不能修改" in refused.content.decode()) == (403, True)
    assert ExpenditureLine.objects.get().amount == Decimal("10000.00")


def test_queries_do_not_grow_with_lines(clerk: Client, edition: Edition, people: User) -> None:
    def queries(count: int) -> tuple[int, int]:
        line = ExpenditureLine.objects.filter(edition=edition)[0]
        ExpenditureLine.objects.bulk_create(
            ExpenditureLine(
                edition=edition,
                unit=line.unit,
                project=line.project,
                nature=line.nature,
                function=line.function,
                fund=line.fund,
                vintage=line.vintage,
                amount=number + 1,
                position=number,
            )
            for number in range(count)
        )
        with CaptureQueriesContext(
            connection,
        ) as shown:
            page = Page(clerk, edition, "lines")
        for row in range(3):
            page.type(row, remark="改")
        with CaptureQueriesContext(connection) as saved:
            assert page.save().status_code == 302
        return len(shown), len(saved)

    assert queries(5) == queries(200)
