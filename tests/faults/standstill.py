"""The machine as it stood before an act, brought back after each fault; acts in own processes."""

import gc
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, connections

from budgetportal.publishing.workflow import Refused
from tests.faults import rows
from tests.faults.media import Kept

REFUSED, BROKEN = 2, 1
KEPT: list[Kept] = []


def let_go() -> None:
    """No connection is shared between processes, none stands in the way of a copy."""
    connections.close_all()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def keep() -> None:
    """Remember database and storage."""
    let_go()
    folder = Path(settings.VAR) / "kept"
    folder.mkdir(exist_ok=True)
    rows.keep()
    KEPT[:] = [Kept(Path(settings.MEDIA_ROOT), folder / "media")]


def bring_back() -> None:
    """As remembered."""
    let_go()
    rows.bring_back()
    KEPT[0].bring_back()


def server() -> "psycopg.Connection":
    """To the server, not to the database of the portal."""
    address = os.environ["DATABASE_URL"].rpartition("/")[0]
    return psycopg.connect(f"{address}/template1", autocommit=True)


def started(act: Callable[[], object], fault: Callable[[], object] = lambda: None) -> int:
    """The process id of an act that begins now."""
    let_go()
    pid = os.fork()
    if pid:
        return pid
    gc.disable()  # it would touch, and so copy, all that this process shares with its parent
    code = BROKEN
    try:
        fault()
        act()
        let_go()
        code = 0
    except Refused:
        code = REFUSED
    finally:
        os._exit(code)


def elsewhere(act: Callable[[], Any]) -> Any:
    """What an act returns; whatever memory it takes is not every later process's to inherit."""
    reader, writer = os.pipe()

    def tell() -> None:
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(act(), pipe)

    pid = started(tell)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        found = pickle.load(pipe)
    assert ended(pid) == 0
    return found


def ended(pid: int) -> int:
    """Its exit code, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
