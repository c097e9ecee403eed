"""Texts, reasons, findings and workbooks at the desk."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.jsonform import dump
from budgetportal.models import (
    ChangeReason,
    Edition,
    ExpenditureLine,
    ProcurementItem,
    Status,
    WarningAnswer,
)
from budgetportal.workbook.writer import write
from tests.cast import GROUPS

from .grids import Page
from .test_grid import BASIC

pytestmark = pytest.mark.django_db


def history(clerk: Client, edition: Edition) -> list[tuple[str, ...]]:
    """What the history page shows, newest first."""
    page = clerk.get(f"/admin/desk/{edition.pk}/history/").context["page"]
    return [(c.person.username, c.part, c.where, c.field, c.before, c.after) for c in page]


def test_texts_are_stored_and_logged(clerk: Client, edition: Edition) -> None:
    form = clerk.get(f"/admin/desk/{edition.pk}/texts/").context["form"]
    data = {f.html_name: "" if f.value() in (None, False) else f.value() for f in form}
    clerk.post(f"/admin/desk/{edition.pk}/texts/", {**data, "duties": "统筹科技和金融工作。"})
    assert Edition.objects.get().duties == "统筹科技和金融工作。"
    assert history(clerk, edition) == [
        ("clerk", "文字说明", "", "部门职责", "统筹科技工作。", "统筹科技和金融工作。")
    ]


def test_a_reason_stands_beside_its_figures(clerk: Client, edition: Edition) -> None:
    clerk.post(f"/admin/desk/{edition.pk}/reasons/", {"INCOME": "新设项目。", "ABROAD": " "})
    assert list(ChangeReason.objects.values_list("indicator", "text")) == [
        ("收入总计", "新设项目。")
    ]


def test_a_warning_takes_an_answer_and_gives_it_back(clerk: Client, edition: Edition) -> None:
    address = f"/admin/desk/{edition.pk}/findings/"
    Edition.objects.update(vehicle_count=2)
    clerk.post(address, {"rule": "T04", "where": "保留车辆数", "text": "借用车辆。"})
    assert [f.answer for f in clerk.get(address).context["checks"].findings] == ["借用车辆。"]
    clerk.post(address, {"rule": "T04", "where": "保留车辆数", "text": ""})
    assert WarningAnswer.objects.count() == 0


def test_an_answer_is_asked_again_when_what_it_answered_changes(
    clerk: Client, edition: Edition
) -> None:
    address = f"/admin/desk/{edition.pk}/findings/"
    Edition.objects.update(vehicle_count=2)
    clerk.post(address, {"rule": "T04", "where": "保留车辆数", "text": "借用车辆。"})
    Edition.objects.update(vehicle_count=3)
    page = clerk.get(address)
    assert [f.answer for f in page.context["checks"].findings] == [None]
    assert "原来的答复不再有效：借用车辆。" in page.content.decode()


def test_what_is_no_longer_asked_takes_no_answer(clerk: Client, edition: Edition) -> None:
    address = f"/admin/desk/{edition.pk}/findings/"
    page = clerk.post(address, {"rule": "T04", "where": "保留车辆数", "text": "无。"}, follow=True)
    assert "这条提示已经不存在" in page.content.decode()
    assert WarningAnswer.objects.count() == 0


def test_a_finding_leads_to_what_mends_it(clerk: Client, edition: Edition) -> None:
    ExpenditureLine.objects.update(amount=-1)
    groups = clerk.get(f"/admin/desk/{edition.pk}/findings/").context["groups"]
    found = {row.finding.rule: row.address for group in groups for row in group.rows}
    assert found["L08"] == f"/admin/desk/{edition.pk}/lines/?page=1#id_lines-0-remark"


def upload(clerk: Client, content: bytes, **more: str) -> object:
    file = SimpleUploadedFile("budget.xlsx", content)
    return clerk.post("/admin/desk/import/", {"file": file, **more})


def test_a_workbook_is_taken_out_and_in_again(clerk: Client, edition: Edition) -> None:
    workbook = clerk.get(f"/admin/desk/{edition.pk}/preview/workbook.xlsx").content
    assert upload(clerk, workbook).url == f"/admin/desk/{edition.pk}/"  # type: ignore[attr-defined]


def shown(page: object) -> list[tuple[str, str, list[str]]]:
    """What a look at a workbook shows: sheet, kind, and the cells as ``before→after``."""
    return [
        (sheet.sheet, row.kind, [f"{c.before}→{c.text}" for c in row.cells if c.before is not None])
        for sheet in page.context["outcome"].rows  # type: ignore[attr-defined]
        for row in sheet.rows
    ]


def test_a_workbook_is_looked_at_before_it_is_taken(clerk: Client, edition: Edition) -> None:
    """Added, changed and removed rows are shown; the file waits to be confirmed."""
    page = Page(clerk, edition, "procurement")
    page.type(0, kind="货物", content="电脑", amount="10").save()
    workbook = clerk.get(f"/admin/desk/{edition.pk}/preview/workbook.xlsx").content
    ExpenditureLine.objects.update(amount=5)
    ProcurementItem.objects.update(content="打印机", amount=20)
    Page(clerk, edition, "lines").type(1, **BASIC).save()
    page = upload(clerk, workbook, look="1")
    assert shown(page) == [
        ("支出明细", "修改", ["5.00→10000.00"]),
        ("支出明细", "删去", []),
        ("政府采购", "修改", ["打印机→电脑", "20.00→10.00"]),
    ]
    assert ExpenditureLine.objects.count() == 2
    clerk.post("/admin/desk/import/", {"confirm": "1"})
    assert [line.amount for line in ExpenditureLine.objects.all()] == [Decimal("10000.00")]


def test_the_same_workbook_twice_changes_nothing_and_says_so(
    clerk: Client, edition: Edition
) -> None:
    workbook = clerk.get(f"/admin/desk/{edition.pk}/preview/workbook.xlsx").content
    assert "完全相同，不需要导入" in upload(clerk, workbook, look="1").content.decode()  # type: ignore[attr-defined]
    upload(clerk, workbook)
    page = clerk.get(f"/admin/desk/{edition.pk}/").content.decode()
    assert "与原来登记的完全相同，没有变化" in page


def test_from_a_figure_to_the_rows_behind_it(clerk: Client, edition: Edition) -> None:
    Page(clerk, edition, "lines").type(1, **BASIC).save()
    page = clerk.get(f"/admin/desk/{edition.pk}/preview/document/figure/3/1/3/")
    desk = f"/admin/desk/{edition.pk}/lines/?page=1"
    assert [(place, address) for place, _, address in page.context["lines"]] == [
        ("支出明细第1行", f"{desk}#id_lines-0-amount"),
        ("支出明细第2行", f"{desk}#id_lines-1-amount"),
    ]


def test_a_broken_file_says_so(clerk: Client, edition: Edition) -> None:
    page = upload(clerk, BytesIO(b"no workbook").read())
    assert page.context["outcome"].errors != ()  # type: ignore[attr-defined]
    assert "没有导入" in page.content.decode()  # type: ignore[attr-defined]


def test_a_clerk_does_not_import_into_a_strangers_department(
    clerk: Client, others: Edition
) -> None:
    page = upload(clerk, write(others))
    errors = [str(error) for error in page.context["outcome"].errors]  # type: ignore[attr-defined]
    assert errors == ["部门!B3: 您不是部门“802”的录入人员，请联系管理员"]


def test_lateness_is_answered_by_who_publishes(
    clerk: Client, signed_in: Callable[[str], Client], edition: Edition
) -> None:
    Edition.objects.update(status=Status.APPROVED, approved_on=date(2023, 2, 1))
    answer = {"rule": "D01", "where": "公开日期", "text": "等待上级批复。"}
    address = f"/admin/desk/{edition.pk}/findings/"
    assert clerk.post(address, answer).status_code == 403
    assert signed_in("发布").post(address, {**answer, "rule": "T04"}).status_code == 403
    assert signed_in("发布").post(address, answer).status_code == 302
    checks = signed_in("发布").get(address).context["checks"]
    assert [(f.rule, f.answer) for f in checks.findings] == [("D01", "等待上级批复。")]


def test_the_history_says_who_changed_what_from_which_value(
    clerk: Client, edition: Edition
) -> None:
    page = Page(clerk, edition, "lines").type(0, amount="55")
    page.type(page.first_blank, **BASIC).save()
    Page(clerk, edition, "lines").type(1, DELETE="on").save()
    row = "801001 基本支出 2060101 30201"
    texts = "801001；基本支出；；2060101；30201；50502；公用经费；一般公共预算；当年预算；市县"
    texts += "；1234.50；"
    assert history(clerk, edition) == [
        ("clerk", "支出明细", row, "", texts, ""),
        (
            "clerk",
            "支出明细",
            "801001 项目支出 平台建设 2060404",
            "金额（元）",
            "10000.00",
            "55.00",
        ),
        ("clerk", "支出明细", row, "", "", texts),
    ]


def test_nobody_changes_the_history(signed_in: Callable[[str], Client], edition: Edition) -> None:
    for group in GROUPS:
        page = signed_in(group).post(f"/admin/desk/{edition.pk}/history/", {"x": "1"})
        assert page.status_code == 405


def test_lines_end_alike_whether_typed_or_imported(clerk: Client, edition: Edition) -> None:
    form = clerk.get(f"/admin/desk/{edition.pk}/texts/").context["form"]
    data = {f.html_name: "" if f.value() in (None, False) else f.value() for f in form}
    clerk.post(f"/admin/desk/{edition.pk}/texts/", {**data, "duties": "一\r\n二"})
    clerk.post(f"/admin/desk/{edition.pk}/reasons/", {"INCOME": "三\r\n四"})
    before = dump(assemble(Edition.objects.get()))
    upload(clerk, clerk.get(f"/admin/desk/{edition.pk}/preview/workbook.xlsx").content)
    assert dump(assemble(Edition.objects.get())) == before
