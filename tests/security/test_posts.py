"""What may change something: only a POST with the token of the page; and nothing by looking."""

from itertools import chain
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from budgetportal.models import Project
from tests.cast import SUPER

from .addresses import address, names
from .conftest import World

#: Django's "view on site" leads to another page
PLACES = [name for name in names(admin=True) if name != "admin:view_on_site"]

LEAVES = "admin:logout"


def place_of(world: World, name: str) -> str:
    project = Project.objects.filter(edition=world.draft).values_list("pk", flat=True)[0]
    return address(name, world.draft.pk, project)


@pytest.mark.parametrize("name", PLACES)
def test_a_post_without_the_token_is_refused(world: World, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people[SUPER])
    response = client.post(place_of(world, name), {"post": "yes", "text": "x"})
    assert (response.status_code, "页面已过期" in response.content.decode()) == (403, True)


def everything() -> dict[str, list[Any]]:
    """Every row of every table, sessions apart."""
    return {
        model._meta.label: sorted(map(repr, _rows(model)))
        for model in apps.get_models()
        if model is not Session
    }


def _rows(model: Any) -> Any:
    """Without the day of the last sign-in, which the test itself sets."""
    names = [field.name for field in model._meta.concrete_fields if field.name != "last_login"]
    return model._default_manager.values_list(*names)


def test_looking_changes_nothing(world: World) -> None:
    """Every address of the site, read by a clerk, a keeper and a stranger."""
    before = everything()
    tried = 0
    for role in ("录入", SUPER, "无"):
        client = world.browser(role)
        for name in chain(PLACES, names(admin=False)):
            if name != LEAVES:
                list(client.get(place_of(world, name)))
                tried += 1
    assert everything() == before
    print(f"{tried} addresses read")


def test_no_page_is_framed_by_strangers_or_kept(world: World) -> None:
    """Who signs out leaves nothing behind in the browser, or in a server between."""
    client = world.browser(SUPER)
    answers = {name: client.get(place_of(world, name)) for name in PLACES if name != LEAVES}
    assert {each.get("X-Frame-Options") for each in answers.values()} == {"DENY", "SAMEORIGIN"}
    pages = {name: each for name, each in answers.items() if each.status_code == 200}
    kept = {name for name, each in pages.items() if "no-store" not in each.get("Cache-Control", "")}
    assert (kept, len(pages) > 40) == (set(), True)
    preview = client.get(reverse("admin:desk-document", args=[world.draft.pk]))
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
