"""The running stack, started once, and the queue of a deployment within a test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django_tasks import task_backends

from tests.operations.stack import Stack, running

DB_WORKER = "django_tasks_db.management.commands.db_worker"


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """PostgreSQL, web, worker and nginx with three approved departments."""
    path = f"{os.environ['PATH']}:/usr/sbin"
    found = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not shutil.which("nginx", path=path) or not (found or shutil.which("initdb")):
        pytest.skip("no nginx or no PostgreSQL: .ci/run installs them")
    with running() as made:
        yield made


@pytest.fixture
def database() -> Iterator[str]:
    """An empty database of PostgreSQL where that is tested; SQLite's is in the machine's folder."""
    if connection.vendor == "sqlite":
        yield ""
        return
    server, name = os.environ["DATABASE_URL"].rpartition("/")[0], f"empty_{os.getpid()}"
    with psycopg.connect(f"{server}/template1", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def queue(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database's queue instead of work within the request."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    # the worker shares the test's transaction, which must not be closed under it
    monkeypatch.setattr(f"{DB_WORKER}.close_old_connections", lambda: None)
    assert task_backends["default"].supports_defer
