"""Whether work is done by workers, as TASKS_BACKEND says."""

from django_tasks import task_backends


def is_deferred() -> bool:
    """Whether workers do the work; else it is done within the request."""
    return task_backends["default"].supports_defer
