"""What goes wrong on the desk ends in one clear sentence, and nothing is lost or half-written."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budgetportal.models import (
    CodeSubject,
    Edition,
    ExpenditureLine,
    PerformanceForm,
    Project,
    Status,
)
from budgetportal.publishing import workflow

from .grids import Page, errors

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
PLACES = ("texts/", "reasons/", "lines/", "units/", "projects/", "prior-year/", "findings/")


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAFT])
@pytest.mark.parametrize("place", PLACES)
def test_an_old_tab_saves_nothing_after_submission(
    clerk: Client, edition: Edition, place: str, status: Status
) -> None:
    Edition.objects.update(status=status)
    answer = clerk.post(f"/admin/desk/{edition.pk}/{place}", {"duties": "改", "INCOME": "改"})
    assert answer.status_code == 403
    assert "这份预算现在不能修改。" in answer.content.decode()
    assert Edition.objects.get().duties == "统筹科技工作。"


def test_an_old_tab_does_not_save_a_performance_form(clerk: Client, edition: Edition) -> None:
    Edition.objects.update(status=Status.SUBMITTED)
    place = f"/admin/desk/{edition.pk}/performance/{Project.objects.get().pk}/"
    assert clerk.post(place, {"overview": "改"}).status_code == 403
    assert PerformanceForm.objects.get().overview == ""


def test_a_project_with_lines_is_not_deleted(clerk: Client, edition: Edition) -> None:
    page = Page(clerk, edition, "projects").type(0, DELETE="on").save()
    assert errors(page) == ["这个项目的绩效目标申报表会一并删除；确认删除请再保存一次。"]
    assert (Project.objects.count(), PerformanceForm.objects.count()) == (1, 1)


def test_a_code_that_was_abolished_stops_the_submission_where_it_stands(
    clerk: Client, edition: Edition, people: dict[str, User]
) -> None:
    code = ExpenditureLine.objects.get().function
    CodeSubject.objects.filter(year=2023, code=code).delete()
    with pytest.raises(workflow.Refused) as refused:
        workflow.submit(edition, people["录入"])
    (finding,) = refused.value.findings
    assert finding.message == f"支出功能分类科目{code}不在2023年的科目表中。"
    (group,) = clerk.get(f"/admin/desk/{edition.pk}/findings/").context["groups"]
    assert [row.address for row in group.rows] == [
        f"/admin/desk/{edition.pk}/lines/?page=1#id_lines-0-function"
    ]


@pytest.mark.parametrize(
    ("act", "group", "status", "sentence"),
    [
        ("approve", "审核", Status.SUBMITTED, "请填写保密审查人。"),
        ("return", "审核", Status.SUBMITTED, "请填写退回意见。"),
        ("reopen", "发布", Status.PUBLISHED, "请填写更正原因。"),
        ("withdraw", "发布", Status.PUBLISHED, "请填写撤回原因。"),
    ],
)
def test_an_act_without_its_words(
    signed_in: SignIn, edition: Edition, act: str, group: str, status: Status, sentence: str
) -> None:
    Edition.objects.update(status=status)
    page = signed_in(group).post(f"/admin/desk/{edition.pk}/do/{act}/", {"text": " "})
    assert sentence in page.content.decode()
    assert Edition.objects.get().status == status


def test_who_submitted_does_not_sign_the_secrecy_review(
    signed_in: SignIn, edition: Edition, people: dict[str, User]
) -> None:
    """By login name or full name, family name first, however it is spaced."""
    workflow.submit(edition, people["录入"])
    for name in ("clerk", "CLERK", people["录入"].get_full_name(), "录 入 员"):
        place = f"/admin/desk/{edition.pk}/do/approve/"
        page = signed_in("审核").post(place, {"text": name}).content.decode()
        assert "保密审查没有由指定人员署名，或者署名的就是提交人本人。" in page
    assert Edition.objects.get().status == Status.SUBMITTED
