"""公开格式: a clerk chooses it where there is a choice."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budgetportal.disclosure.layouts import LAYOUTS
from budgetportal.models import Edition
from tests.disclosure.other_form import OTHER
from tests.editions import edition

pytestmark = pytest.mark.django_db


def chosen(client: Client, made: Edition, **posted: str) -> str:
    address = f"/admin/desk/{made.pk}/texts/"
    client.post(address, {"department_name": made.department_name, **posted})
    made.refresh_from_db()
    return made.form


def test_the_form_is_chosen_among_those_that_exist(
    people: dict[str, User], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(people["录入"])
    made = edition()
    assert chosen(client, made, form=OTHER.name) == "shanxi_2023"
    monkeypatch.setitem(LAYOUTS, OTHER.name, OTHER)
    assert chosen(client, made, form="unheard_of") == "shanxi_2023"
    assert chosen(client, made, form=OTHER.name) == OTHER.name
