"""One small world for strangers to try: a published edition, a draft, and the cast."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client, override_settings

from budgetportal.disclosure.catalogue import load
from budgetportal.management.commands.demo import load_glossary
from budgetportal.models import Change, Edition, FailedSignIn, Job
from budgetportal.publishing import workflow
from tests.cast import SUPER, cast
from tests.conftest import CODES
from tests.editions import NOW, edition

#: group → its name in the names of tests; 无 is nobody
ROLES = {
    "录入": "clerk",
    "审核": "reviewer",
    "发布": "publisher",
    "管理": "keeper",
    SUPER: "root",
    "无": "stranger",
}


@dataclass(frozen=True)
class World:
    """``draft`` belongs to the clerk's department."""

    published: Edition
    draft: Edition
    people: dict[str, User]
    media: Path

    def browser(self, role: str) -> Client:
        """A browser of the person of this group; 无 is a stranger."""
        client = Client()
        if role in self.people:
            client.force_login(self.people[role])
        return client


@pytest.fixture(scope="package")
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Made once, in a transaction that is rolled back when the folder ends."""
    media: Path = tmp_path_factory.mktemp("media")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # as in every test
    here = override_settings(MEDIA_ROOT=media, PASSWORD_HASHERS=quick)
    with django_db_blocker.unblock(), here, transaction.atomic():
        load_glossary()
        load(CODES, 2023)
        people = cast()
        FailedSignIn.objects.create(username="nobody", address="10.0.0.1")
        published = edition("801")
        workflow.submit(published, people["录入"])
        workflow.approve(published, people["审核"])
        workflow.publish(published, people["发布"], NOW)
        draft = edition("802")
        Change.objects.create(edition=draft, person=people["录入"], part="单位", field="名称")
        done = {"state": Job.State.DONE, "message": "已导入"}
        Job.objects.create(kind=Job.Kind.IMPORT, person=people["录入"], edition=draft, **done)
        yield World(published, draft, people, media)
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, db: None, settings: Any) -> World:
    settings.MEDIA_ROOT = made.media
    return made
