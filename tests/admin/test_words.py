"""Texts, reasons, findings and workbooks at the desk."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from budgetportal.models import ChangeReason, Edition, ExpenditureLine, Status, WarningAnswer
from budgetportal.workbook.writer import write

pytestmark = pytest.mark.django_db


def test_texts_are_stored_and_logged(clerk: Client, edition: Edition) -> None:
    form = clerk.get(f"/admin/desk/{edition.pk}/texts/").context["form"]
    data = {f.html_name: "" if f.value() in (None, False) else f.value() for f in form}
    clerk.post(f"/admin/desk/{edition.pk}/texts/", {**data, "duties": "统筹科技和金融工作。"})
    assert Edition.objects.get().duties == "统筹科技和金融工作。"
    history = clerk.get(f"/admin/desk/{edition.pk}/history/").context["acts"]
    assert [text for _, _, _, text in history] == ["文字说明：部门职责"]


def test_a_reason_stands_beside_its_figures(clerk: Client, edition: Edition) -> None:
    clerk.post(f"/admin/desk/{edition.pk}/reasons/", {"INCOME": "新设项目。", "ABROAD": " "})
    assert list(ChangeReason.objects.values_list("indicator", "text")) == [
        ("收入总计", "新设项目。")
    ]


def test_a_warning_takes_an_answer_and_gives_it_back(clerk: Client, edition: Edition) -> None:
    address = f"/admin/desk/{edition.pk}/findings/"
    clerk.post(address, {"rule": "L03", "where": "政府性基金预算", "text": "代收。"})
    assert WarningAnswer.objects.get().text == "代收。"
    clerk.post(address, {"rule": "L03", "where": "政府性基金预算", "text": ""})
    assert WarningAnswer.objects.count() == 0


def test_a_finding_leads_to_what_mends_it(clerk: Client, edition: Edition) -> None:
    ExpenditureLine.objects.update(amount=-1)
    groups = clerk.get(f"/admin/desk/{edition.pk}/findings/").context["groups"]
    found = {finding.rule: address for group in groups for finding, _, address, _ in group.rows}
    assert found["L08"] == f"/admin/desk/{edition.pk}/lines/"


def upload(clerk: Client, content: bytes, **more: str) -> object:
    file = SimpleUploadedFile("budget.xlsx", content)
    return clerk.post("/admin/desk/import/", {"file": file, **more})


def test_a_workbook_is_taken_out_and_in_again(clerk: Client, edition: Edition) -> None:
    workbook = clerk.get(f"/admin/desk/{edition.pk}/preview/workbook.xlsx").content
    assert upload(clerk, workbook).url == f"/admin/desk/{edition.pk}/"  # type: ignore[attr-defined]


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
