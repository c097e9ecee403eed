"""The database is away for a while, or its disk is full; the act is in a process of its own."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from tests.faults.standstill import ended, let_go, server, started
from tests.faults.steps import at, watch

NAME = str(settings.DATABASES["default"]["NAME"])


def away_while(act: Callable[[], object], seconds: float, patience: float, step: str) -> int:
    """The exit code of an act whose database goes before a step and comes back later.

    ``patience`` is for how long the act waits for it; without a step it goes as the act begins.
    """
    (asked, ask), (told, tell) = os.pipe(), os.pipe()

    def fault() -> None:
        options: Any = connection.settings_dict["OPTIONS"]
        (options["pool"] if connection.vendor == "postgresql" else options)["timeout"] = patience
        os.close(tell)
        pause = partial(_pause, ask, told)
        if step:
            watch(at(step, pause))
        else:
            connection.ensure_connection()
            pause()

    pid = started(act, fault)
    os.close(ask)
    assert os.read(asked, 1), "the act ended before that step"
    with _away():
        os.write(tell, b"-")
        time.sleep(seconds)
    return ended(pid)


def _pause(ask: int, told: int) -> None:
    os.write(ask, b"-")
    os.read(told, 1)


@contextmanager
def _away() -> Iterator[None]:
    """No connection to the server is had or kept; SQLite's file is somebody else's to write."""
    if connection.vendor == "sqlite":
        holder = sqlite3.connect(NAME)
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.close()
        return
    with server() as admin:
        admin.execute(f'ALTER DATABASE "{NAME}" ALLOW_CONNECTIONS false')
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (NAME,)
        )
        yield
        admin.execute(f'ALTER DATABASE "{NAME}" ALLOW_CONNECTIONS true')


@contextmanager
def full() -> Iterator[bool]:
    """PostgreSQL's disk has no room left: its database on a small file system of its own.

    False where this user may mount none, or the server is another machine's.
    """
    disk = Path(settings.VAR) / "disk"
    disk.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        yield False
        return
    space = f"full_{os.getpid()}"
    let_go()
    with server() as admin:
        try:
            _move(admin, disk, space)
            with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
                while filler.write(bytes(4096)):
                    pass
            yield True
        finally:
            (disk / "filler").unlink(missing_ok=True)
            admin.execute(f'ALTER DATABASE "{NAME}" SET TABLESPACE pg_default')
            admin.execute(f"DROP TABLESPACE {space}")
            subprocess.run(["umount", str(disk)], check=True)


def _move(admin: psycopg.Connection, disk: Path, space: str) -> None:
    found = admin.execute("SHOW data_directory").fetchone()
    assert found is not None
    owner = Path(found[0]).stat()
    os.chown(disk, owner.st_uid, owner.st_gid)
    for folder in disk.parents:
        folder.chmod(folder.stat().st_mode | 0o011)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as database:
        database.execute("VACUUM FULL")  # else what is written finds the room of what is gone
    admin.execute(f"CREATE TABLESPACE {space} LOCATION '{disk}'")
    admin.execute(f'ALTER DATABASE "{NAME}" SET TABLESPACE {space}')
