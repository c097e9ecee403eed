"""The queue of a deployment, within a test."""

from typing import Any

import pytest
from django_tasks import task_backends

DB_WORKER = "django_tasks_db.management.commands.db_worker"


@pytest.fixture
def queue(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database's queue instead of work within the request."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    # the worker shares the test's transaction, which must not be closed under it
    monkeypatch.setattr(f"{DB_WORKER}.close_old_connections", lambda: None)
    assert task_backends["default"].supports_defer
