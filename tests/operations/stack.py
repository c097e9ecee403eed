"""The running stack: its addresses, its processes, and a program in its environment."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from tests.machines import ROOT, SEED

SECONDS = 120
#: a client that needs longer for its request is cut off (``CLIENT_SECONDS``)
PATIENCE = 2
#: said by a server of itself and of the connection
OF_THE_SERVER = {"Server", "Date", "Connection", "Keep-Alive"}
Answer = tuple[int, bytes, dict[str, str]]
#: takes a program a line, and says what it printed; a connection does not outlive it
SHELL = """
import contextlib, io, json, sys, traceback
from django.db import connections
for line in sys.stdin:
    printed, error = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(printed):
            exec(json.loads(line), {})
    except Exception:
        error = traceback.format_exc()
    connections.close_all()
    print(json.dumps([printed.getvalue().strip(), error]), flush=True)
"""


class Stack:
    """What bin/stack started."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def get(self, path: str, port: int = 0, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content, dict(answer.getheaders())

    def alone(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The application's answer, without nginx."""
        return self.get(path, self.port + 1, method, **headers)

    @cached_property
    def _shell(self) -> "subprocess.Popen[str]":
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "VAR": str(self.folder / "var"),
            "MEDIA_ROOT": str(self.folder / "var/media"),
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "DATABASE_URL": f"postgresql://budgetportal@127.0.0.1:{self.port + 2}/budgetportal",
            "DATABASE_PASSWORD_FILE": str(self.folder / "secrets/database_password"),
            "SECRET_KEY_FILE": str(self.folder / "secrets/secret_key"),
            "TASKS_BACKEND": "database",
        }
        return subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "--no-imports", "-c", SHELL],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def says(self, code: str) -> str:
        """What a program prints."""
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write(json.dumps(code) + "\n")
        self._shell.stdin.flush()
        printed, error = json.loads(self._shell.stdout.readline())
        assert error == "", error
        return str(printed)

    def close(self) -> None:
        self._shell.kill()
        self._shell.communicate()

    def kill(self, name: str) -> None:
        """With its processes, the one that would miss the others first."""
        head = (self.folder / "pid" / name).read_text().strip()
        for pid in (head, *Path(f"/proc/{head}/task/{head}/children").read_text().split()):
            os.kill(int(pid), signal.SIGKILL)

    def away(self, name: str, seconds: float) -> None:
        """Killed, and nobody starts it again before so many seconds have gone."""
        keeper = int((self.folder / "pid" / name).read_text())
        keeper = int(Path(f"/proc/{keeper}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(keeper, signal.SIGSTOP)
        try:
            self.kill(name)
            time.sleep(seconds)
        finally:
            os.kill(keeper, signal.SIGCONT)

    def wait_for(self, path: str, status: int) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                if self.get(path)[0] == status:
                    return
            except OSError:
                pass
            time.sleep(0.3)
        raise AssertionError(f"{path} never answered {status}")


@contextmanager
def running() -> Iterator[Stack]:
    """bin/stack with three approved departments, until the end."""
    folder, port = Path("/tmp") / f"stack-{os.getpid()}", _free_ports()
    told = {
        "PORT": str(port),
        "STACK": str(folder),
        "CLIENT_SECONDS": str(PATIENCE),
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    started = subprocess.Popen(
        ["bin/stack"], cwd=ROOT, env=environment | told, stdout=subprocess.DEVNULL
    )
    made = Stack(folder, port)
    try:
        made.wait_for("/readyz", 200)
        made.says(SEED)
        yield made
    finally:
        made.close()  # PostgreSQL ends when its clients have gone
        started.terminate()
        started.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _free_ports() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return min(int(probe.getsockname()[1]), 60000)


def said(answer: Answer) -> dict[str, str]:
    """An answer's headers without those that a server says of itself."""
    return {name: value for name, value in answer[2].items() if name not in OF_THE_SERVER}
