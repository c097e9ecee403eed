"""Requests that are too large or hold what no text holds: a sentence in Chinese, nothing read."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from .conftest import World

TOO_LARGE = "一次最多提交25 MB，什么也没有保存。"
UNREADABLE = "系统不能识别的字符，什么也没有保存。"


@pytest.mark.parametrize("length", [25 * 2**20 + 1, 10**12, 10**40])
@pytest.mark.parametrize("place", ["/verify/", "/admin/desk/import/", "/admin/login/"])
def test_an_oversize_body_is_refused_before_it_is_read(
    world: World, place: str, length: int
) -> None:
    response = world.browser("录入").post(place, headers={"content-length": str(length)})
    assert (response.status_code, TOO_LARGE in response.content.decode()) == (413, True)


def test_a_form_of_too_many_fields_or_too_many_bytes_is_too_large(world: World) -> None:
    client = world.browser("录入")
    place = f"/admin/desk/{world.draft.pk}/texts/"
    fields = {f"x{number}": "" for number in range(20_001)}
    for sent in (fields, {"duties": "a" * (10 * 2**20)}):
        body = "&".join(f"{name}={value}" for name, value in sent.items())
        response = client.post(place, body, content_type="application/x-www-form-urlencoded")
        assert (response.status_code, TOO_LARGE in response.content.decode()) == (413, True)


def test_a_character_that_no_text_holds(world: World) -> None:
    client = world.browser("录入")
    response = client.post(f"/admin/desk/{world.draft.pk}/texts/", {"duties": "a\x00b"})
    assert (response.status_code, UNREADABLE in response.content.decode()) == (400, True)
    assert client.get("/search", {"q": "\x00"}).status_code == 400
    assert client.get("/departments/a%00b/").status_code == 404


def test_a_key_beyond_every_database(world: World) -> None:
    """SQLite cannot even ask for it, PostgreSQL finds nothing."""
    given = {"name": "组", "permissions": "9" * 30}
    response = world.browser("管理").post("/admin/auth/group/add/", given)
    status, told = {"sqlite": (400, UNREADABLE)}.get(connection.vendor, (200, "不在可用的选项中"))
    assert (response.status_code, told in response.content.decode()) == (status, True)
    assert not Group.objects.filter(name="组").exists()
