"""The machine as it stood before an act, brought back after each fault; acts in own processes."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, connections

from budgetportal.publishing.workflow import Refused

KEPT = Path(settings.VAR) / "kept"
MEDIA = Path(settings.MEDIA_ROOT)
REFUSED, BROKEN = 2, 1


def let_go() -> None:
    """No connection is shared between processes, none stands in the way of a copy."""
    connections.close_all()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def keep() -> None:
    """Remember database and storage."""
    KEPT.mkdir(exist_ok=True)
    _copy(MEDIA, KEPT / "media")
    name = str(settings.DATABASES["default"]["NAME"])
    _database(name, f"{name}_kept" if _server() else str(KEPT / "database"))


def bring_back() -> None:
    """As remembered."""
    _copy(KEPT / "media", MEDIA)
    name = str(settings.DATABASES["default"]["NAME"])
    _database(f"{name}_kept" if _server() else str(KEPT / "database"), name)


def _server() -> bool:
    return connection.vendor == "postgresql"


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, target, symlinks=True)


def _database(source: str, target: str) -> None:
    let_go()
    if not _server():
        for ending in ("-wal", "-shm"):
            Path(target + ending).unlink(missing_ok=True)
            if Path(source + ending).exists():
                shutil.copyfile(source + ending, target + ending)
        shutil.copyfile(source, target)
        return
    with server() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


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


def ended(pid: int) -> int:
    """Its exit code, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
