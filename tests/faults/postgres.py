"""A PostgreSQL server of these tests' own, which may be killed with all its processes."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: a killed process loses nothing that it wrote; a socket's file would be in the next one's way
SETTINGS = """
fsync = off
full_page_writes = off
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
"""


def tool(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


@contextmanager
def serving() -> Iterator[str]:
    """Its address, without a database's name."""
    folder = Path(tempfile.mkdtemp(prefix="server-"))
    if os.geteuid() == 0:
        shutil.chown(folder, *_owner().values())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(folder / "data")
    try:
        server.make(port)
        yield f"postgresql://test@127.0.0.1:{port}"
    finally:
        server.run("pg_ctl", "stop", "-m", "immediate", "-s")
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """By the folder of its data, in which its settings stand too."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def make(self, port: int) -> None:
        self.run("initdb", "-U", "test", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(f"{SETTINGS}port = {port}\n")
        self.start()

    def start(self) -> None:
        """Until it answers: after a kill, when it has recovered."""
        self.run("pg_ctl", "start", "-w", "-s", "-l", str(self.data.parent / "log"))

    def kill(self) -> None:
        """kill -9 of all its processes, the one that would miss the others first."""
        named = self.data / "postmaster.pid"
        head = named.read_text().split()[0]
        family = [head, *Path(f"/proc/{head}/task/{head}/children").read_text().split()]
        for pid in family:
            os.kill(int(pid), signal.SIGKILL)
        while any(map(_is_alive, family)):
            time.sleep(0.01)
        named.unlink()  # where nobody waits for a process that ended, its number stays taken

    def run(self, name: str, *words: str) -> None:
        found = tool(name)
        assert found
        owner: dict[str, Any] = _owner() if os.geteuid() == 0 else {}
        subprocess.run(
            [found, *words, "-D", self.data],
            check=True,
            cwd=self.data.parent,
            stdout=subprocess.DEVNULL,
            **owner,
        )


def _is_alive(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _owner() -> dict[str, int]:
    """PostgreSQL refuses to be root's."""
    names = {each.pw_name for each in pwd.getpwall()}
    found = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": found.pw_uid, "group": found.pw_gid}
