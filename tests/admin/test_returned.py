"""Sent back with a comment at a part or at a figure: the clerk finds the way to its lines."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape

from budgetportal.models import Edition, ExpenditureLine, Status, Step

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
FIGURE = "preview/document/figure/3/2/3/"


@pytest.fixture
def desk(edition: Edition) -> str:
    Edition.objects.update(status=Status.SUBMITTED)
    return f"/admin/desk/{edition.pk}/"


def send_back(reviewer: Client, desk: str) -> str:
    """Through the button of the figure; returns what the figure is called."""
    offered = reviewer.get(f"{desk}{FIGURE}").context["send_back"]
    asked = reviewer.get(offered)
    where = str(asked.context["where"])
    assert f"<option selected>{escape(where)}</option>" in asked.content.decode()
    reviewer.post(f"{desk}do/return/", {"where": where, "text": "与批复不符"})
    return where


def test_a_reviewer_names_the_figure_and_the_clerk_is_led_to_its_lines(
    signed_in: SignIn, desk: str
) -> None:
    where = send_back(signed_in("审核"), desk)
    assert where == "表3 206 科学技术支出 合计"
    page = signed_in("录入").get(desk)
    assert f'<a href="{desk}{FIGURE}">{where}</a>：与批复不符' in page.content.decode()
    behind = signed_in("录入").get(f"{desk}{FIGURE}").context["lines"]
    assert [address for _, _, address in behind] == [f"{desk}lines/?page=1#id_lines-0-amount"]


def test_the_figure_is_found_again_where_it_moved_to_and_not_where_it_is_gone(
    signed_in: SignIn, desk: str
) -> None:
    where = send_back(signed_in("审核"), desk)
    line = ExpenditureLine.objects.get()
    line.pk, line.function = None, "2010101"
    line.save()
    assert signed_in("录入").get(desk).context["returned"][1] != f"{desk}{FIGURE}"
    ExpenditureLine.objects.update(function="2010101")
    page = signed_in("录入").get(desk)
    assert page.context["returned"][1] == ""
    assert f"{where}：与批复不符" in page.content.decode()


def test_only_a_reviewer_of_a_submitted_budget_is_offered_it(signed_in: SignIn, desk: str) -> None:
    def offered() -> list[str]:
        groups = ("录入", "审核", "发布")
        pages = {group: signed_in(group).get(f"{desk}{FIGURE}") for group in groups}
        return [group for group in groups if pages[group].context["send_back"]]

    assert offered() == ["审核"]
    Edition.objects.update(status=Status.APPROVED)
    assert offered() == []
    Edition.objects.update(status=Status.SUBMITTED)
    given = {"where": "支出明细", "text": "请核对"}
    refused = signed_in("录入").post(f"{desk}do/return/", given).content.decode()
    assert "您没有办理这一步的权限" in refused
    assert (Step.objects.count(), Edition.objects.get().status) == (0, Status.SUBMITTED)


@pytest.mark.parametrize(("where", "kept"), [("支出明细", "支出明细"), ("<b>别处</b>", "")])
def test_a_part_by_its_title_and_nothing_that_does_not_exist(
    signed_in: SignIn, desk: str, where: str, kept: str
) -> None:
    signed_in("审核").post(f"{desk}do/return/", {"where": where, "text": "请核对"})
    assert list(Step.objects.values_list("where", "comment")) == [(kept, "请核对")]
    address = f"{desk}lines/" if kept else ""
    assert signed_in("录入").get(desk).context["returned"][1] == address
