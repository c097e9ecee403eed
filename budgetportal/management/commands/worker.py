"""``worker``: takes up background work until it is stopped; several may run, on several machines.

The process itself only watches: it says that it lives, gives the tasks of dead workers to others,
and starts the process that works anew when that dies or has done its share (a large document
leaves memory behind).
"""

import ctypes
import logging
import os
import secrets
import shlex
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from budgetportal.management.base import PortalCommand
from budgetportal.publishing import tasks, workers

log = logging.getLogger("budgetportal.workers")
PR_SET_PDEATHSIG = 1


class Command(PortalCommand):
    """Watches one working process."""

    help = "运行后台任务（可同时运行多个）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--beat", type=float, default=5, help="每隔几秒报到一次")
        parser.add_argument("--check", action="store_true", help="只看这台机器上的进程是否在报到")

    def handle(self, *args: Any, **options: Any) -> None:
        if not tasks.is_deferred():
            self.stderr.write("TASKS_BACKEND 是 immediate：任务在请求中立即办理，不需要后台进程。")
            raise SystemExit(2)
        if not settings.TASKS_WORKER:
            self.stderr.write("TASKS_WORKER 是空的：请写明由 manage.py 的哪个命令办理任务。")
            raise SystemExit(2)
        if options["check"]:
            raise SystemExit(0 if workers.is_alive(socket.gethostname()[:40]) else 1)
        self.stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._watch(socket.gethostname()[:40], options["beat"])

    def _stop(self, *_: Any) -> None:
        self.stopped.set()

    def _watch(self, machine: str, pause: float) -> None:
        name, dead, beats = _new_name(machine), list[str](), 0
        child = _start(name)
        while not self.stopped.is_set():
            if child.poll() is not None:
                log.warning("the working process ended with %s", child.returncode)
                dead.append(name)
                name = _new_name(machine)
                child = _start(name)
            dead = [gone for gone in dead if not _try(workers.leave, gone)]  # its tasks are free
            _try(workers.beat, name)
            _try(workers.reap)
            if beats % 60 == 0:
                _try(workers.look_after)
            beats += 1
            close_old_connections()
            self.stopped.wait(pause)
        child.terminate()
        child.wait()
        _try(workers.leave, name)


def _new_name(machine: str) -> str:
    """Never used before: what a dead process held is nobody's, even if it dies unseen."""
    return f"{machine}-{os.getpid()}-{secrets.token_hex(4)}"


def _start(name: str) -> "subprocess.Popen[bytes]":
    words = [word.replace("{name}", name) for word in shlex.split(settings.TASKS_WORKER)]
    return subprocess.Popen(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *words],
        preexec_fn=_die_with_parent,
    )


def _die_with_parent() -> None:
    """A working process never outlives the one that says it lives."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _try(act: Any, *args: Any) -> bool:
    """Database or broker may be away; the next beat tries again. Whether it was done."""
    try:
        act(*args)
    except Exception as error:  # every broker has errors of its own
        log.warning("%s: %s", act.__name__, error)
        return False
    return True
