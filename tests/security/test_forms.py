"""Fuzzed forms to every address of the back office, as each role and as a stranger.

Each post is taken back, so that the next one finds the same world. HOSTILE_ROUNDS asks for more
random forms than the few of an ordinary run.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from budgetportal.admin.desk.acts import ACTS
from budgetportal.admin.grid.parts import PARTS
from budgetportal.models import Project
from tests.cast import SUPER

from .addresses import address, names
from .conftest import ROLES, World
from .forms import Fields, fields, mutations

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "4"))
#: signing in and out, and the redirect of Django's own "view on site"
OTHERS = ("admin:login", "admin:logout", "admin:view_on_site", "admin:jsi18n", "admin:autocomplete")
NAMES = [name for name in names(admin=True) if name not in OTHERS]
#: the address of the acts and of the parts of the ledger once for each of them
PLACES = [
    *((name, {}) for name in NAMES),
    *(("admin:desk-act", {"act": act}) for act in ACTS),
    *((f"admin:desk-{page}", {"key": key}) for key in PARTS for page in ("part", "paste")),
]


def place_of(world: World, name: str, values: dict[str, str]) -> str:
    project = Project.objects.filter(edition=world.draft).values_list("pk", flat=True)[0]
    return address(name, world.draft.pk, project, **values)


def posted(client: Client, place: str, given: Fields) -> int:
    """The status of the answer; what was done is taken back."""
    with transaction.atomic():
        response = client.post(place, given)
        page = b"" if response.streaming else response.content
        transaction.set_rollback(True)
    assert b"<script>alert(1)" not in page, (place, given)
    assert b"<svg onload" not in page, (place, given)
    return response.status_code


def cases() -> Iterator[Any]:
    """Django's own pages are tried by who may open them all, and by one other."""
    for name, values in PLACES:
        for role in ROLES:
            if "_" not in name or role in (SUPER, "录入"):
                words = (name.partition(":")[2], *values.values(), ROLES[role])
                yield pytest.param(name, values, role, id=f"{'-'.join(words)}-{ROUNDS + 1} forms")


@pytest.mark.parametrize(("name", "values", "role"), list(cases()))
def test_no_form_of_the_back_office_breaks(
    world: World, name: str, values: dict[str, str], role: str
) -> None:
    client, place = world.browser(role), place_of(world, name, values)
    opened = client.get(place)
    html = opened.get("Content-Type", "").startswith("text/html")
    found = fields(opened.content.decode()) if opened.status_code == 200 and html else {}
    for given in mutations(found, ROUNDS, f"{place} {role}"):
        assert posted(client, place, given) < 500, (place, given)
