"""Who changed what from which value to which: kept by every way in, rewritten by nobody."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test import Client

from budgetportal.models import Change, Edition, GlossaryTerm, Project, Step
from budgetportal.models.append_only import protect
from budgetportal.models.kept import NeverChanged
from budgetportal.publishing.rollforward import roll_forward
from tests.cast import GROUPS

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def changes() -> list[tuple[str, str, str, str, str]]:
    rows = Change.objects.order_by("id")
    return list(rows.values_list("part", "where", "field", "before", "after"))


def test_the_glossary_is_printed_and_has_a_history(signed_in: SignIn, edition: Edition) -> None:
    term = GlossaryTerm.objects.get(term="单位资金")
    old, values = term.definition, {"term": term.term, "position": term.position}
    place = f"/admin/budgetportal/glossaryterm/{term.pk}/change/"
    signed_in("管理").post(place, {**values, "definition": "新的解释。"})
    signed_in("管理").post(f"/admin/budgetportal/glossaryterm/{term.pk}/delete/", {"post": "yes"})
    assert changes() == [
        ("名词解释", "单位资金", "解释", old, "新的解释。"),
        ("名词解释", "单位资金", "", "单位资金", ""),
    ]


def test_who_enters_a_departments_budget_has_a_history(
    signed_in: SignIn, edition: Edition, people: dict[str, User]
) -> None:
    department = edition.department
    values = {"code": department.code, "name": "改名局", "members": [people["审核"].pk]}
    signed_in("管理").post(f"/admin/budgetportal/department/{department.pk}/change/", values)
    assert changes() == [
        ("部门", "801 改名局", "部门名称", "测试局", "改名局"),
        ("部门", "801 改名局", "录入人员", "clerk", "reviewer"),
    ]


def test_a_roll_forward_leaves_what_it_copied(edition: Edition, people: dict[str, User]) -> None:
    Project.objects.update(kind="经常性项目")
    fresh = roll_forward(edition, people["录入"])
    copied = {(part, where) for part, where, *_ in changes()}
    assert {("单位", "801001"), ("项目", "平台建设"), ("绩效目标", "平台建设")} < copied
    people_of = Change.objects.filter(edition=fresh).values_list("person", flat=True)
    assert set(people_of) == {people["录入"].pk}


def test_a_clerk_reads_her_departments_history_and_what_all_share(
    signed_in: SignIn, edition: Edition, others: Edition
) -> None:
    for place, where in ((edition, "我的"), (others, "别人的"), (None, "大家的")):
        Change.objects.create(edition=place, part="单位", where=where)
    seen = {}
    for group in ("录入", "审核", "管理"):
        page = signed_in(group).get("/admin/budgetportal/change/")
        seen[group] = [change.where for change in page.context["cl"].result_list]
    everything = ["大家的", "别人的", "我的"]
    assert seen == {"录入": ["大家的", "我的"], "审核": everything, "管理": everything}


@pytest.mark.parametrize("page", ["add/", "1/delete/", "1/change/"])
def test_nobody_writes_history_in_the_admin(signed_in: SignIn, edition: Edition, page: str) -> None:
    change = Change.objects.create(edition=edition, part="单位", after="甲")
    place = f"/admin/budgetportal/change/{page.replace('1', str(change.pk))}"
    for group in GROUPS:
        assert signed_in(group).post(place, {"part": "x", "post": "yes"}).status_code == 403
    assert changes() == [("单位", "", "", "", "甲")]


def test_nobody_writes_history_in_code(edition: Edition, people: dict[str, User]) -> None:
    change = Change.objects.create(edition=edition, part="单位", after="甲")
    step = Step.objects.create(
        edition=edition, act=Step.Act.SUBMIT, person=people["录入"], at="2023-01-01T00:00Z"
    )
    for kept in (change, step):
        for rewrite in (kept.save, kept.delete, type(kept).objects.all().delete):
            with pytest.raises(NeverChanged):
                rewrite()
        with pytest.raises(NeverChanged):
            type(kept).objects.update(at="2024-01-01T00:00Z")


@pytest.mark.parametrize("table", ["budgetportal_change", "budgetportal_step"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET edition_id = edition_id"])
def test_nobody_writes_history_in_the_database(
    edition: Edition, people: dict[str, User], table: str, statement: str
) -> None:
    protect()
    Change.objects.create(edition=edition, part="单位", after="甲")
    Step.objects.create(
        edition=edition, act=Step.Act.SUBMIT, person=people["录入"], at="2023-01-01T00:00Z"
    )
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
