"""A third backend, as small as a broker can be: its tasks are in a list, and it dies with them."""

from typing import Any

from django_tasks import TaskResultStatus, task_backends
from django_tasks.backends.dummy import DummyBackend
from django_tasks.base import TaskResult


class Broker(DummyBackend):
    """No timer, no database: only tasks, and an answer to who has them."""

    supports_defer = False
    supports_get_result = True
    is_away = False

    def enqueue(self, *args: Any, **kwargs: Any) -> Any:
        self._reached()
        return super().enqueue(*args, **kwargs)

    def get_result(self, result_id: str) -> TaskResult:
        self._reached()
        return super().get_result(result_id)

    def _reached(self) -> None:
        if self.is_away:
            raise LookupError("the broker is away")


def broker() -> Any:
    """The one that the settings name."""
    return task_backends["default"]


def waiting() -> list[TaskResult]:
    return [each for each in broker().results if each.status == TaskResultStatus.READY]


def take(name: str) -> TaskResult:
    """A worker takes the next task up."""
    taken = waiting()[0]
    taken.worker_ids.append(name)
    object.__setattr__(taken, "status", TaskResultStatus.RUNNING)
    return taken


def work_off(name: str = "worker") -> None:
    """A worker does whatever waits."""
    while waiting():
        taken = take(name)
        taken.task.call(*taken.args)
        object.__setattr__(taken, "status", TaskResultStatus.SUCCESSFUL)
