# ruff: noqa: E501
"""Every address of the plain admin × every person of the cast, generated from the URL patterns."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgetportal.models import (
    Change,
    CodeSubject,
    EconomicMapping,
    Edition,
    FailedSignIn,
    GlossaryTerm,
    Publication,
)
from tests.cast import GROUPS, SUPER

from .test_matrix import patterns

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
PAGES = ("password_change", "changelist", "add", "history", "delete", "change")
NAMES = sorted(
    str(each.name)
    for each in patterns(admin.site.get_urls())
    if each.name and str(each.name).startswith(("auth_", "budgetportal_"))
)
ADMINISTRATORS = {"管理", SUPER}
#: model → (who reads, who adds and changes, who deletes); a model that is not named here fails
RIGHTS: dict[str, tuple[set[str], set[str], set[str]]] = {
    "auth_group": (ADMINISTRATORS,) * 3,
    "auth_user": (ADMINISTRATORS,) * 3,
    "budgetportal_publication": (set(GROUPS), set(), set()),
    "budgetportal_change": (set(GROUPS), set(), set()),
    "budgetportal_department": (set(GROUPS), ADMINISTRATORS, ADMINISTRATORS),
    "budgetportal_codesubject": (set(GROUPS), ADMINISTRATORS, ADMINISTRATORS),
    "budgetportal_economicmapping": (set(GROUPS), ADMINISTRATORS, ADMINISTRATORS),
    "budgetportal_glossaryterm": (set(GROUPS), ADMINISTRATORS, ADMINISTRATORS),
    "budgetportal_failedsignin": (ADMINISTRATORS, set(), ADMINISTRATORS),
}


def split(name: str) -> tuple[str, str]:
    """``budgetportal_change_delete`` → (``budgetportal_change``, ``delete``)."""
    page = next(page for page in PAGES if name.endswith(f"_{page}"))
    return name.removesuffix(f"_{page}"), page


def objects(edition: Edition) -> dict[str, Any]:
    """One object of every model, of this edition where it belongs to one."""
    person = User.objects.get(username="publisher")
    publication = Publication.objects.create(
        department=edition.department,
        department_name=edition.department_name,
        year=edition.year,
        revision=1,
        published_at=timezone.now(),
        published_by=person,
    )
    return {
        "auth_group": Group.objects.first(),
        "auth_user": person,
        "budgetportal_publication": publication,
        "budgetportal_change": Change.objects.create(edition=edition, part="单位"),
        "budgetportal_department": edition.department,
        "budgetportal_codesubject": CodeSubject.objects.first(),
        "budgetportal_economicmapping": EconomicMapping.objects.first(),
        "budgetportal_glossaryterm": GlossaryTerm.objects.first(),
        "budgetportal_failedsignin": FailedSignIn.objects.create(username="clerk", address="::1"),
    }


def address(name: str, edition: Edition) -> str:
    model, page = split(name)
    key = () if page in ("changelist", "add") else (objects(edition)[model].pk,)
    return reverse(f"admin:{name}", args=key)


@pytest.mark.parametrize("name", NAMES)
def test_who_opens_which_page(signed_in: SignIn, edition: Edition, name: str) -> None:
    model, page = split(name)
    reading, writing, deleting = RIGHTS[model]
    place = address(name, edition)
    entitled = {"add": writing, "delete": deleting}.get(page, reading)
    answers = {group: signed_in(group).get(place).status_code == 200 for group in GROUPS}
    assert answers == {group: group in entitled for group in GROUPS}
    assert Client().get(place).url.startswith("/admin/login/")


@pytest.mark.parametrize("name", NAMES)
def test_who_writes(signed_in: SignIn, edition: Edition, name: str) -> None:
    """An empty form is refused with 403 by right, or shown again to who may fill it in."""
    model, page = split(name)
    _, writing, deleting = RIGHTS[model]
    if page in ("changelist", "history"):
        return
    keepers = deleting if page == "delete" else writing
    place = address(name, edition)
    answers = {group: signed_in(group).post(place, {}).status_code for group in GROUPS}
    assert answers == {group: 200 if group in keepers else 403 for group in GROUPS}


@pytest.mark.parametrize("model", ["publication", "change", "department"])
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_clerk_finds_nothing_of_a_strangers_department(
    signed_in: SignIn, others: Edition, model: str, page: str
) -> None:
    place = address(f"budgetportal_{model}_{page}", others)
    for method in ("get", "post"):
        answer = getattr(signed_in("录入"), method)(place)
        assert answer.status_code in (302, 403)
        assert "802" not in answer.content.decode()
    listed = signed_in("录入").get(f"/admin/budgetportal/{model}/").context["cl"]
    assert listed.result_count == 0


def test_completion_offers_a_clerk_her_departments_only(
    signed_in: SignIn, edition: Edition, others: Edition
) -> None:
    """Django answers for every field whose list can be searched, whether a form uses it or not."""
    asked = {"app_label": "budgetportal", "model_name": "edition", "field_name": "department"}
    found = {
        group: [each["text"] for each in signed_in(group).get("/admin/autocomplete/", asked).json()["results"]]
        for group in ("录入", "审核")
    }  # fmt: skip
    assert found == {"录入": ["801 测试局"], "审核": ["801 测试局", "802 测试局"]}
