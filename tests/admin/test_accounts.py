"""Accounts: whoever keeps them cannot lift herself, or what she may do, above herself."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def root(people: dict[str, User]) -> User:
    return User.objects.create_superuser("root", password="yu-shui-qian-hou-2023")


def keep(client: Client, person: User, **given: object) -> int:
    """The form of an account, sent with these fields."""
    day = {"date_joined_0": "2023-01-01", "date_joined_1": "00:00:00"}
    sent = {"username": person.username, "is_active": "on", "is_staff": "on", **day, **given}
    return client.post(f"/admin/auth/user/{person.pk}/change/", sent).status_code


def test_an_administrator_makes_no_superuser(signed_in: SignIn, people: dict[str, User]) -> None:
    for group in ("管理", "录入"):
        assert keep(signed_in("管理"), people[group], is_superuser="on") == 302
    assert [person.username for person in User.objects.filter(is_superuser=True)] == ["admin"]


def test_an_administrator_gives_rights_to_others_only(
    signed_in: SignIn, people: dict[str, User]
) -> None:
    publishers = Group.objects.get(name="发布")
    for group in ("管理", "录入"):
        keep(signed_in("管理"), people[group], groups=[publishers.pk])
    found = User.objects.filter(groups=publishers).order_by("username")
    assert [person.username for person in found] == ["clerk", "publisher"]


def test_an_administrator_does_not_widen_her_own_role(signed_in: SignIn) -> None:
    right = Permission.objects.get(codename="publish_edition")
    given = {"permissions": [right.pk]}
    statuses = {}
    for name in ("管理", "录入"):
        group = Group.objects.get(name=name)
        place = f"/admin/auth/group/{group.pk}/change/"
        statuses[name] = signed_in("管理").post(place, {"name": name, **given}).status_code
    assert statuses == {"管理": 403, "录入": 302}
    assert not Group.objects.get(name="管理").permissions.filter(pk=right.pk).exists()


@pytest.mark.parametrize("page", ["change/", "password/", "delete/"])
def test_a_superusers_account_is_not_an_administrators(
    signed_in: SignIn, root: User, page: str
) -> None:
    fresh = {"password1": "xin-de-mi-ma-2023", "password2": "xin-de-mi-ma-2023", "post": "yes"}
    place = f"/admin/auth/user/{root.pk}/{page}"
    assert signed_in("管理").post(place, {"username": "hers", **fresh}).status_code == 403
    same = User.objects.get(pk=root.pk)
    assert (same.username, same.password) == ("root", root.password)


def test_actions_on_many_accounts_pass_a_superuser_by(signed_in: SignIn, root: User) -> None:
    there = Client()
    there.force_login(root)
    keeper = signed_in("管理")
    chosen = {"_selected_action": [root.pk], "post": "yes"}
    for action in ("sign_out", "reset_second_factor", "delete_selected"):
        keeper.post("/admin/auth/user/", {"action": action, **chosen})
    assert there.get("/admin/").status_code == 200


def test_a_superuser_makes_another(root: User, people: dict[str, User]) -> None:
    client = Client()
    client.force_login(root)
    assert keep(client, people["管理"], is_superuser="on") == 302
    assert User.objects.get(pk=people["管理"].pk).is_superuser
