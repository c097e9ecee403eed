"""Whether work is done by workers, as TASKS_BACKEND says, and where it waits for them."""

from contextlib import suppress

from django_tasks import task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks_db import DatabaseBackend


def is_deferred() -> bool:
    """Whether workers do the work; else it is done within the request."""
    return not isinstance(task_backends["default"], ImmediateBackend)


def in_database() -> bool:
    """Whether a task commits with the rows that it is about; a broker knows nothing of those."""
    return isinstance(task_backends["default"], DatabaseBackend)


def answers() -> bool:
    """Whether the queue can be asked, as far as its backend answers at all."""
    backend = task_backends["default"]
    if in_database() or not backend.supports_get_result:
        return True
    try:
        with suppress(TaskResultDoesNotExist):
            backend.get_result("nothing")
    except Exception:  # every broker has errors of its own for being away
        return False
    return True
