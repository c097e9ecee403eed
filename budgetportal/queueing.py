"""Who does background work, from the environment: the request, workers, or a broker's workers."""

import json
from importlib.util import find_spec
from typing import Any

from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured

from .environment import text, words

#: names for the two backends that we ship; any other is written as a dotted path
BACKENDS = {
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
#: what ``manage.py worker`` runs and watches; a process is replaced after some tasks
WORKERS = {
    "database": "db_worker --worker-id {name} --max-tasks 30 --interval 0.5"
    " --no-startup-delay --no-reload"
}


def tasks() -> dict[str, dict[str, Any]]:
    """TASKS_BACKEND: immediate (in the request), database (workers), or the path of a broker's
    backend class, with its TASKS_OPTIONS."""
    name = _name()
    backend = BACKENDS.get(name, name)
    package, _, rest = backend.partition(".")
    if not (package and rest):
        raise ImproperlyConfigured(
            f"TASKS_BACKEND={name!r}: write immediate, database or the path of a backend class"
        )
    if find_spec(package) is None:
        raise ImproperlyConfigured(f"TASKS_BACKEND={name!r}: install the package {package} as well")
    return {"default": {"BACKEND": backend, "OPTIONS": _object("TASKS_OPTIONS")}}


def _name() -> str:
    return text("TASKS_BACKEND", default="immediate")


def worker() -> str:
    """TASKS_WORKER: the command of manage.py that does what the backend queued."""
    return text("TASKS_WORKER", default=WORKERS.get(_name(), ""))


def apps() -> list[str]:
    """TASKS_APPS: what the broker's package adds to INSTALLED_APPS."""
    found = words("TASKS_APPS", default=[])
    for name in found:
        if find_spec(name.partition(".")[0]) is None:
            raise ImproperlyConfigured(f"TASKS_APPS names {name!r}: no such package is installed")
    return found


def broker(ours: dict[str, Any]) -> dict[str, Any]:
    """TASKS_SETTINGS: what the broker's package is told; it changes nothing of ours or Django's."""
    found = _object("TASKS_SETTINGS")
    for name in found:
        if not (name.isidentifier() and name.isupper()):
            raise ImproperlyConfigured(f"TASKS_SETTINGS names {name!r}: write names in capitals")
        if name in ours or hasattr(global_settings, name):
            raise ImproperlyConfigured(f"TASKS_SETTINGS names {name}: no setting of the broker's")
    return found


def _object(name: str) -> dict[str, Any]:
    """A JSON object; it may hold a password, so that a wrong one is not repeated."""
    try:
        found = json.loads(text(name, default="{}"))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: no JSON, {error}") from None
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f'{name}: write a JSON object, {{"NAME": value}}')
    return found
