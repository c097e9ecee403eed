"""After publication: correction, withdrawal, and the next year."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budgetportal.ledger.terms import ProjectKind
from budgetportal.models import (
    Edition,
    ExpenditureLine,
    PerformanceForm,
    PerformanceIndicator,
    Project,
    Publication,
    Status,
)
from budgetportal.publishing import workflow
from budgetportal.publishing.rollforward import roll_forward, stale
from tests.editions import NOW, edition

pytestmark = pytest.mark.django_db
People = dict[str, User]


@pytest.fixture
def published(codes: None, people: People, media: Path) -> Edition:
    made = edition()
    through(made, people)
    return made


def through(made: Edition, people: People) -> None:
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    workflow.publish(made, people["发布"], NOW)


def content(client: Client, address: str) -> bytes:
    return b"".join(client.get(address))


def test_a_correction_is_a_new_revision_and_the_old_bytes_stay(
    published: Edition, people: People, client: Client
) -> None:
    old = content(client, "/2023/801/data.json")
    workflow.reopen(published, people["发布"], "漏列一笔资金")
    ExpenditureLine.objects.update(amount=Decimal("20000"))
    PerformanceForm.objects.update(period_county=Decimal("20000"))
    PerformanceIndicator.objects.filter(level2="成本指标").update(value="2万元")
    through(published, people)
    assert list(Publication.objects.values_list("revision", "reason")) == [
        (2, "漏列一笔资金"),
        (1, ""),
    ]
    assert content(client, "/2023/801/r1/data.json") == old
    assert content(client, "/2023/801/data.json") == content(client, "/2023/801/r2/data.json")
    assert content(client, "/2023/801/data.json") != old


@pytest.mark.parametrize("act", [workflow.reopen, workflow.withdraw])
def test_a_correction_and_a_withdrawal_need_a_reason(
    published: Edition, people: People, act: object
) -> None:
    with pytest.raises(workflow.Refused, match="请写明"):
        act(published, people["发布"], " ")  # type: ignore[operator]
    assert Edition.objects.get().status == Status.PUBLISHED


def test_what_is_withdrawn_says_why_at_every_address(
    published: Edition, people: People, client: Client
) -> None:
    workflow.withdraw(published, people["发布"], "口径有误")
    for address in ("", "r1/", "disclosure.pdf", "r1/data.json", "tables/01.csv"):
        answer = client.get(f"/2023/801/{address}")
        assert (answer.status_code, "口径有误" in answer.content.decode()) == (410, True)
    assert "测试局" not in client.get("/2023/").content.decode()


def test_a_corrected_revision_follows_a_withdrawn_one(
    published: Edition, people: People, client: Client
) -> None:
    workflow.withdraw(published, people["发布"], "口径有误")
    workflow.reopen(published, people["发布"], "按新口径重新公开")
    through(published, people)
    assert client.get("/2023/801/").status_code == 200
    assert client.get("/2023/801/r1/").status_code == 410
    changes = client.get("/2023/801/changes/")
    assert changes.context["steps"] == []  # what was withdrawn is not shown as "before" either
    assert "更正原因：按新口径重新公开" in changes.content.decode()


def test_the_next_year_takes_texts_and_no_amount(published: Edition, people: People) -> None:
    Project.objects.update(kind=ProjectKind.RECURRENT.value)
    PerformanceIndicator.objects.filter(level2="数量指标").update(value="≤50万元")
    fresh = roll_forward(published, people["录入"])
    form = PerformanceForm.objects.get(project__edition=fresh)
    assert (fresh.year, fresh.duties, fresh.status) == (2024, "统筹科技工作。", Status.DRAFT)
    assert fresh.expenditureline_set.count() == 0
    assert form.period_county == 0
    assert list(form.indicators.values_list("value", flat=True))[:3] == ["", "≥95%", "12月底前"]


def test_a_one_off_project_ends(published: Edition, people: People) -> None:
    assert roll_forward(published, people["录入"]).project_set.count() == 0


def test_a_year_is_rolled_forward_once(published: Edition, people: People) -> None:
    roll_forward(published, people["录入"])
    with pytest.raises(workflow.Refused, match="2024年度的预算已经建立"):
        roll_forward(published, people["录入"])


def test_a_text_that_still_says_last_year_is_marked() -> None:
    assert (stale("2022年完成", 2023), stale("2023年完成", 2023)) == (True, False)


def test_a_correction_starts_from_what_was_published_or_not_at_all(
    published: Edition, people: People
) -> None:
    ExpenditureLine.objects.update(amount=Decimal("9999"))  # past the desk, in the database
    Edition.objects.update(duties="别的职责。")
    with pytest.raises(workflow.Refused) as refused:
        workflow.reopen(published, people["发布"], "漏列一笔资金")
    assert str(refused.value) == (
        "登记的数据与已公开的第1版不一致（文字说明、支出明细第1行、绩效目标第1行），"
        "可能有人绕过系统直接改过数据库。请管理员从备份恢复这些数据，再开启更正。"
    )
    assert Edition.objects.get(pk=published.pk).status == Status.PUBLISHED
