"""One act stopped at step after step, each time in another process; printed a case a line."""

import json
import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db import OperationalError, connection

from budgetportal.publishing import released
from tests.faults.doing import Doing
from tests.faults.postgres import Server
from tests.faults.standstill import bring_back, ended, server, started
from tests.faults.steps import ALL, Which, before_the_next, every_kind, watch

#: how an act ended that was stopped before a step which was not walked yet, if there was one
Stopped = Callable[[Doing, list[Which]], tuple[int, Which | None]]
#: in a short run, where a database is killed: before the first word, amid, when all is said, when
#: it has heard all and nobody heard that it has, after
MOMENTS = {
    "publication": ("insert publication", "write frozen file", "remove address", "make tree"),
    "correction": ("remove address", "rename new address"),
    "withdrawal": ("remove address",),
    "import": ("delete expenditureline",),
    "confirmation": ("update job", "insert step", "remove upload"),
}
LAST = ("update yeararchive", "update job")


def told(doing: Doing, name: str, fault: str, code: int) -> None:
    """What is wrong now, and after the same act again; then all is as before the fault."""
    after = doing.wrong(whole=False)
    doing.again()
    print(json.dumps([name, fault, code, after, doing.wrong(whole=True)]), flush=True)
    bring_back()


def killed(doing: Doing, name: str) -> None:
    """kill -9 before every step that is chosen, until the act comes to its end."""
    _walk(doing, name, _killed)


def without_server(doing: Doing, name: str) -> None:
    """kill -9 of PostgreSQL, all its processes, at moments of the act; it is started again."""
    if connection.vendor == "postgresql":
        commits = {f"{when} {what}" for when in ("commit", "committed") for what in LAST}
        moments = commits | set(MOMENTS[name])
        _walk(doing, f"{name}, database", partial(_without_server, moments=moments), each=True)


def _walk(doing: Doing, name: str, stopped: Stopped, each: bool = False) -> None:
    """Where nothing was done, the next one is the same act again, as far as a later step.

    Or ``each`` time all of it: an act that lives on may give up what it was to do.
    """
    walked: list[Which] = []
    while True:
        code, step = stopped(doing, walked)
        if step is None:
            break
        walked.append(step)
        if each or doing.is_done():
            told(doing, name, step.name, code)
        else:
            print(json.dumps([name, step.name, code, doing.wrong(whole=False), []]), flush=True)
            released.mend()
    told(doing, name, "at last", code)


def _killed(doing: Doing, walked: list[Which]) -> tuple[int, Which | None]:
    reader, writer = os.pipe()

    def kill(which: Which) -> None:
        os.write(writer, json.dumps(which).encode())
        os.kill(os.getpid(), signal.SIGKILL)

    pid = started(doing.act, lambda: watch(before_the_next(walked, every_kind, kill)))
    os.close(writer)
    step = _read(reader)
    os.close(reader)
    return ended(pid), step


def _without_server(
    doing: Doing, walked: list[Which], moments: set[str]
) -> tuple[int, Which | None]:
    """The act goes on when the server is back; whether it is done, whatever it ended with."""
    (asked, ask), (heard, tell) = os.pipe(), os.pipe()

    def pause(which: Which) -> None:
        os.close(tell)
        os.write(ask, json.dumps(which).encode())
        os.read(heard, 1)
        if which.name.startswith("committed"):  # as psycopg does, which heard no answer
            raise OperationalError("server closed the connection unexpectedly")

    def chosen(which: Which) -> bool:
        return which.number == 0 and (ALL or which.name in moments)

    pid = started(doing.act, lambda: watch(before_the_next(walked, chosen, pause)))
    os.close(ask)
    step = _read(asked)
    if step is not None:
        _kill_server()
    for end in (asked, heard, tell):
        os.close(end)
    ended(pid)
    return int(doing.is_done()), step


def _read(pipe: int) -> Which | None:
    said = os.read(pipe, 1000)
    return Which(*json.loads(said)) if said else None


def _kill_server() -> None:
    with server() as admin:
        found = admin.execute("SHOW data_directory").fetchone()
    assert found is not None
    Server(Path(found[0])).kill()
    Server(Path(found[0])).start()
