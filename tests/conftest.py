"""One cast of people, one set of code lists, the samples published once a session."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.db.models import Model

from budgetportal.disclosure.catalogue import load
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import dump
from budgetportal.management.commands.demo import load_glossary
from budgetportal.models import CodeSubject, EconomicMapping, GlossaryTerm
from budgetportal.models.append_only import release
from budgetportal.publishing import artefacts
from tests.cast import cast
from tests.machines import Machine, build

#: what every department's year is entered with
LISTS: tuple[type[Model], ...] = (CodeSubject, EconomicMapping, GlossaryTerm)
CODES = Path(settings.FIXTURES) / "codes/2023"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for no database of pytest's is the same on both: it runs once (``pure``).

    What reads the published samples stays on one worker, which publishes them once.
    """
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        asked = {"db", "transactional_db", "django_db_setup"} & used
        if not asked and item.get_closest_marker("django_db") is None:
            item.add_marker("pure")
        if "demo" in used:
            item.add_marker(pytest.mark.xdist_group("samples"))


@pytest.fixture(autouse=True)
def quick_and_local(settings: Any, tmp_path: Path) -> None:
    """Cheap password hashes, static files without a manifest, and no totals of another test."""
    cache.clear()
    cheap = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [cheap, *settings.PASSWORD_HASHERS]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


#: what the session has rendered, by data.json and what a rendering depends on beside it
RENDERED: dict[tuple[object, ...], Mapping[str, bytes]] = {}
BESIDE = ("SITE_URL", "SITE_NAME", "REGION_NAME", "FONT_DIR", "SIGNING")
RENDER = artefacts.render


@pytest.fixture(autouse=True)
def rendered_once(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The same data give the same bytes, which verifying relies on: one rendering will do."""

    def render(document: Document) -> Mapping[str, bytes]:
        beside = [str(getattr(settings, name)) for name in BESIDE]
        key = (dump(document), document.is_draft, *beside)
        if key not in RENDERED:
            RENDERED[key] = RENDER(document)
        return RENDERED[key]

    monkeypatch.setattr(artefacts, "render", render)


@pytest.fixture(autouse=True)
def emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits empties the database after it; what is published resists unless told."""
    marker = request.node.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    if not commits and "transactional_db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    release()


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """A storage of this test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(scope="session")
def kept_codes(django_db_setup: None, django_db_blocker: Any) -> None:
    """The 2022 and 2023 code lists and the glossary, in tables beside their own."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        load_glossary()
        load(CODES, 2022)
        load(CODES, 2023)
        for model in LISTS:
            table = model._meta.db_table
            cursor.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")
            model.objects.all().delete()


@pytest.fixture
def codes(kept_codes: None, db: None) -> None:
    """The 2022 and 2023 code lists and the glossary, copied by the database itself."""
    with connection.cursor() as cursor:
        for model in LISTS:
            table = model._meta.db_table
            fields = (field for field in model._meta.concrete_fields if not field.primary_key)
            columns = ", ".join(str(field.column) for field in fields)
            cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_{table}")


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """The cast by group: 录入, 审核, 发布, 管理, and 超级用户."""
    return cast()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Code lists, the cast, and 801, 802, 803 approved; copied before it is used."""
    return build(tmp_path_factory.mktemp("machine"))
