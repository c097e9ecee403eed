"""The samples are published once for all tests of this folder; nothing here writes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from budgetportal.models import Publication

Published = dict[tuple[str, int], Publication]


@pytest.fixture(scope="package")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """``manage.py demo`` in a transaction that is rolled back when the folder ends."""
    media: Path = tmp_path_factory.mktemp("media")
    here = override_settings(MEDIA_ROOT=media, VAR=media)
    with django_db_blocker.unblock(), here, transaction.atomic():
        call_command("demo")
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def published(demo: Path, db: None, settings: Any) -> Published:
    """Every sample publication by (department code, year)."""
    settings.MEDIA_ROOT = demo
    return {
        (p.department.code, p.year): p for p in Publication.objects.select_related("department")
    }
