"""Run on a machine of its own: acts in processes that are killed, starved or raced.

Prints one JSON list a case: act, fault, exit code, and what is wrong after it and after the act
was done again (nothing).
"""

import errno
import os
import resource
import signal
import sys
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection

from budgetportal.models import Edition, Job, Status
from budgetportal.publishing import workflow
from tests.faults.doing import (
    CODE,
    REASON,
    Confirming,
    Doing,
    Importing,
    Packing,
    Publishing,
    Reopening,
    Withdrawing,
    edition,
    person,
)
from tests.faults.outage import away_while, full
from tests.faults.standstill import ended, keep, started
from tests.faults.steps import FILES, WRITING, at, watch
from tests.faults.walk import killed, told, without_server

SECONDS = float(os.environ.get("OUTAGE_SECONDS", "0.2"))


def disk_full(step: str, size: int, action: signal.Handlers = signal.SIG_IGN) -> None:
    """From a step on no file has more bytes: a write beyond fails, or kills and leaves it torn."""

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, action)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    watch(at(step, fill))


def read_only() -> None:
    """The storage refuses whatever would change it, as a file system that is mounted read-only."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        changes = event in FILES and (event != "open" or (arguments[2] or 0) & WRITING)
        if changes and str(settings.MEDIA_ROOT) in str(arguments[0]):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(arguments[0]))

    sys.addaudithook(hook)


def starved(doing: Doing, name: str, step: str = "write frozen file", size: int = 30_000) -> None:
    for fault, action in (("disk full", signal.SIG_IGN), ("torn file", signal.SIG_DFL)):
        told(doing, name, fault, ended(started(doing.act, partial(disk_full, step, size, action))))
    told(doing, name, "read-only", ended(started(doing.act, read_only)))


def without_database(doing: Doing, name: str, step: str = "") -> None:
    """Away for longer than the act waits, and for less.

    Where the act is in a transaction by then, SQLite's file is its own: the other begins first.
    """
    step = step if connection.vendor == "postgresql" or step == "render" else ""
    told(doing, name, "database away", away_while(doing.act, SECONDS, SECONDS / 4, step))
    code = away_while(doing.act, SECONDS, SECONDS * 20, step)
    told(doing, name, "database away for a while", code)


def without_room(doing: Doing, name: str) -> None:
    """The database's disk is full: PostgreSQL's own, SQLite's file beside the storage's."""
    if connection.vendor == "postgresql":
        with full() as possible:
            code = ended(started(doing.act)) if possible else 0
        if possible:
            told(doing, name, "database's disk full", code)


def raced(doing: Doing, name: str) -> None:
    """Two publishers at the same moment: one publishes, the other is told."""
    pids = [started(doing.act) for _ in range(2)]
    told(doing, name, "two publishers", sum(ended(pid) for pid in pids))


def main() -> None:
    doing: Doing = Publishing(1)
    keep()
    killed(doing, "publication")
    without_server(doing, "publication")
    starved(doing, "publication")
    without_database(doing, "publication", "render")
    without_room(doing, "publication")
    raced(doing, "publication")
    doing.act()
    doing = Packing()
    killed(doing, "archive")
    torn = partial(disk_full, "write archive", 30_000, signal.SIG_DFL)
    told(doing, "archive", "torn file", ended(started(doing.act, torn)))
    for doing, name in ((Reopening(), "reopening"), (Withdrawing(), "withdrawal")):
        killed(doing, name)
        raced(doing, name)
        without_database(doing, name, "insert step")
    without_server(doing, "withdrawal")
    told(doing, "withdrawal", "read-only", ended(started(doing.act, read_only)))
    workflow.reopen(edition(), person("publisher"), REASON)
    Edition.objects.filter(department__code=CODE).update(status=Status.APPROVED)
    keep()
    doing = Publishing(2)
    killed(doing, "correction")
    without_server(doing, "correction")
    starved(doing, "correction")
    without_room(doing, "correction")
    raced(doing, "correction")
    without_room(Importing(more=1000), "import")
    doing = Importing()
    keep()
    killed(doing, "import")
    without_server(doing, "import")
    starved(doing, "import", "write upload", len(doing.workbook) // 2)
    without_database(doing, "import", "insert expenditureline")
    doing = Confirming()
    keep()
    killed(doing, "confirmation")
    without_server(doing, "confirmation")
    full_disk = partial(disk_full, "delete expenditureline", 0)
    told(doing, "confirmation", "worker's disk full", ended(started(doing.act, full_disk)))
    told(doing, "confirmation", "read-only", ended(started(doing.act, read_only)))
    without_database(doing, "confirmation", "insert step")
    Job.objects.all().delete()
    doing = Confirming(more=1000)
    keep()
    without_room(doing, "confirmation")


main()
