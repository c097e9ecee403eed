"""Each page and each act tried by each person of the cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from budgetportal.models import Edition, Status
from tests.cast import GROUPS, SUPER

pytestmark = pytest.mark.django_db
PAGES = (
    "",
    "texts/",
    "reasons/",
    "units/",
    "projects/",
    "lines/",
    "receipts/",
    "carry-forward/",
    "prior-year/",
    "procurement/",
    "control/",
    "performance/",
    "findings/",
    "preview/",
    "preview/document/",
    "preview/data.json",
    "history/",
)
SignIn = Callable[[str], Client]


@pytest.mark.parametrize("page", PAGES)
def test_everybody_of_the_cast_reads_an_edition(
    signed_in: SignIn, edition: Edition, page: str
) -> None:
    answers = {g: signed_in(g).get(f"/admin/desk/{edition.pk}/{page}").status_code for g in GROUPS}
    assert answers == dict.fromkeys(GROUPS, 200)


@pytest.mark.parametrize("page", PAGES)
def test_a_strangers_department_is_not_found(
    clerk: Client, signed_in: SignIn, others: Edition, page: str
) -> None:
    assert clerk.get(f"/admin/desk/{others.pk}/{page}").status_code == 404
    assert signed_in("审核").get(f"/admin/desk/{others.pk}/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nobody_reads_without_signing_in(client: Client, edition: Edition, page: str) -> None:
    response = client.get(f"/admin/desk/{edition.pk}/{page}")
    assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("page", ["texts/", "reasons/", "lines/", "findings/", "lines/paste/"])
def test_only_clerks_change_a_draft(signed_in: SignIn, edition: Edition, page: str) -> None:
    address = f"/admin/desk/{edition.pk}/{page}"
    refused = {g: signed_in(g).post(address, {}).status_code == 403 for g in GROUPS}
    assert refused == {group: group not in ("录入", SUPER) for group in GROUPS}


def test_each_sees_the_buttons_that_are_hers(signed_in: SignIn, edition: Edition) -> None:
    def buttons(group: str) -> list[str]:
        page = signed_in(group).get(f"/admin/desk/{edition.pk}/")
        return [act.title for act in page.context["acts"]]

    seen = {}
    for status in (Status.DRAFT, Status.SUBMITTED, Status.APPROVED, Status.PUBLISHED):
        Edition.objects.update(status=status)
        seen[status.label] = {group: buttons(group) for group in GROUPS[:4]}
    assert seen == {
        "草稿": {"录入": ["提交审核"], "审核": [], "发布": [], "管理": []},
        "已提交": {"录入": [], "审核": ["审核通过", "退回修改"], "发布": [], "管理": []},
        "已审核": {"录入": [], "审核": [], "发布": ["发布"], "管理": []},
        "已发布": {"录入": [], "审核": [], "发布": ["开启更正", "撤回公开"], "管理": []},
    }


def test_an_act_is_asked_before_it_is_done(signed_in: SignIn, edition: Edition) -> None:
    address = f"/admin/desk/{edition.pk}/do/submit/"
    assert "不能再修改" in signed_in("录入").get(address).content.decode()
    assert Edition.objects.get().status == Status.DRAFT
    signed_in("录入").post(address)
    assert Edition.objects.get().status == Status.SUBMITTED


def test_an_act_by_the_wrong_person_says_so_and_does_nothing(
    signed_in: SignIn, edition: Edition
) -> None:
    page = signed_in("审核").post(f"/admin/desk/{edition.pk}/do/submit/").content.decode()
    assert "您没有办理这一步的权限" in page
    assert Edition.objects.get().status == Status.DRAFT


def test_the_index_shows_a_clerk_her_departments_only(
    clerk: Client, edition: Edition, others: Edition
) -> None:
    groups = clerk.get("/admin/").context["groups"]
    assert [(g.title, g.editions) for g in groups] == [("正在填报", [edition])]


def test_what_waits_for_a_person_comes_first(
    signed_in: SignIn, edition: Edition, others: Edition
) -> None:
    Edition.objects.filter(pk=others.pk).update(status=Status.SUBMITTED)
    titles = {
        group: [each.title for each in signed_in(group).get("/admin/").context["groups"]]
        for group in ("录入", "审核")
    }
    assert titles == {"录入": ["正在填报"], "审核": ["等待审核", "正在填报"]}
