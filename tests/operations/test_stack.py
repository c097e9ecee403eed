"""bin/stack: PostgreSQL, web, worker and nginx; the main job through all of them, under load."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.machines import ROOT, SEED

pytestmark = pytest.mark.xdist_group("stack")
SECONDS = 120


class Stack:
    """The running stack: its addresses, its processes, and commands in its environment."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def get(self, path: str, port: int = 0, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content, dict(answer.getheaders())

    def says(self, code: str) -> str:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "VAR": str(self.folder / "var"),
            "MEDIA_ROOT": str(self.folder / "var/media"),
            "DATABASE_URL": f"postgresql://budgetportal@127.0.0.1:{self.port + 2}/budgetportal",
            "DATABASE_PASSWORD_FILE": str(self.folder / "secrets/database_password"),
            "SECRET_KEY_FILE": str(self.folder / "secrets/secret_key"),
            "TASKS_BACKEND": "database",
        }
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "--no-imports", "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def kill(self, name: str) -> None:
        os.kill(int((self.folder / "pid" / name).read_text()), signal.SIGKILL)

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


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    path = f"{os.environ['PATH']}:/usr/sbin"
    found = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not shutil.which("nginx", path=path) or not (found or shutil.which("initdb")):
        pytest.skip("no nginx or no PostgreSQL: .ci/run installs them")
    folder = Path("/tmp") / f"stack-{os.getpid()}"
    port = _free_ports()
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    running = subprocess.Popen(
        ["bin/stack"],
        cwd=ROOT,
        env={**environment, "PORT": str(port), "STACK": str(folder), "PATH": path},
        stdout=subprocess.DEVNULL,
    )
    made = Stack(folder, port)
    try:
        made.wait_for("/readyz", 200)
        made.says(SEED)
        yield made
    finally:
        running.terminate()
        running.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _free_ports() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return min(int(probe.getsockname()[1]), 60000)


FIRST = """
from django.contrib.auth.models import User
from budgetportal.models import Edition, Status
from budgetportal.publishing import workflow
made = Edition.objects.get(department__code="{code}")
if made.status == Status.APPROVED:
    workflow.publish(made, User.objects.get(username="publisher"))
"""
LATER = """
from django.contrib.auth.models import User
from budgetportal.models import Edition, Status
from budgetportal.publishing import tasks, workflow
made = Edition.objects.get(department__code="{code}")
person = User.objects.get(username="publisher")
if made.status == Status.PUBLISHED:
    workflow.reopen(made, person, "更正示例金额")
    Edition.objects.filter(pk=made.pk).update(status=Status.APPROVED)
    made.refresh_from_db()
tasks.publish_later(made, person)
"""


def test_the_publisher_publishes_and_nginx_has_the_files(stack: Stack) -> None:
    jar: dict[str, str] = {}

    def ask(method: str, path: str, **form: str) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=60)
        cookies = "; ".join(f"{k}={v}" for k, v in jar.items())
        body = urlencode({"csrfmiddlewaretoken": jar.get("csrftoken", ""), **form})
        connection.request(
            method,
            path,
            body=body if method == "POST" else None,
            headers={"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = connection.getresponse()
        for line in answer.msg.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            jar[name.strip()] = value
        return answer.status, answer.getheader("Location") or "", answer.read().decode()

    ask("GET", "/admin/login/")
    ask("POST", "/admin/login/", username="publisher", password="demo-budget-2023", next="/admin/")
    number = stack.says(
        "from budgetportal.models import Edition as E;"
        "print(E.objects.get(department__code='801').pk)"
    )
    ask("GET", f"/admin/desk/{number}/do/publish/")
    status, place, page = ask("POST", f"/admin/desk/{number}/do/publish/")
    assert (status, re.fullmatch(rf"/admin/desk/{number}/job/\d+/", place) is not None) == (
        302,
        True,
    ), page
    stack.wait_for("/2023/801/r1/disclosure.pdf", 200)
    end = time.monotonic() + SECONDS
    while "第1版已发布" not in (page := ask("GET", place)[2]):
        assert time.monotonic() < end, page
        time.sleep(0.5)
    status, content, ours = stack.get("/2023/801/", **{"Accept-Encoding": "br"})
    assert (status, ours["Content-Encoding"]) == (200, "br")
    assert (stack.folder / "var/media/published/2023/801/index.html.br").read_bytes() == content
    assert "Link" not in ours  # nginx found the file itself
    theirs = stack.get("/2023/801/", port=stack.port + 1)[2]
    for name in (
        "Content-Security-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Cache-Control",
    ):
        assert ours[name] == theirs[name], name
    known = stack.get("/2023/801/", **{"Accept-Encoding": "br", "If-None-Match": ours["ETag"]})
    assert known[0] == 304
    assert stack.get("/metrics")[0] == 404
    assert stack.get("/metrics", port=stack.port + 1)[0] == 200


def test_readers_see_the_old_or_the_new_while_a_correction_is_published(stack: Stack) -> None:
    stack.wait_for("/2023/801/r1/disclosure.pdf", 200)
    stop, seen, errors = threading.Event(), list[bytes](), list[str]()
    first = _without_what_turns(stack.get("/2023/801/")[1])

    def read() -> None:
        while not stop.is_set():
            try:
                status, page, _ = stack.get("/2023/801/")
                seen.append(page if status == 200 else str(status).encode())
            except OSError as error:
                errors.append(str(error))
            time.sleep(0.01)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    stack.says(LATER.format(code="801"))
    stack.wait_for("/2023/801/r2/disclosure.pdf", 200)
    time.sleep(1)
    stop.set()
    for reader in readers:
        reader.join()
    second = _without_what_turns(stack.get("/2023/801/")[1])
    assert errors == []
    assert b"\xe7\xac\xac2\xe7\x89\x88" in second
    found = {_without_what_turns(page) for page in set(seen)}
    assert found >= {first, second}
    assert {page.endswith(b"</html>\n") for page in found} == {True}


def _without_what_turns(page: bytes) -> bytes:
    """A page without what differs between two answers of one revision."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page)


SOUND = (
    "from budgetportal.publishing.doctor import examine;"
    "print([f for f in examine() if '遗留' not in f and 'doctor --mend' not in f])"
)
#: workers take up an archive's job after a while, in which others may publish: it has passed
LONG_AGO = """
from datetime import timedelta
from django.db.models.functions import Now
from budgetportal.models import Job
Job.objects.filter(kind="archive", state="waiting").update(changed_at=Now() - timedelta(minutes=1))
"""
#: what is to be tried again in half a minute is tried now
AT_ONCE = """
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.filter(status="READY").update(run_after=Now())
"""


@pytest.mark.parametrize("process", ["worker-1", "web"])
def test_kill_9_of_a_process_while_it_publishes(stack: Stack, process: str) -> None:
    code = {"worker-1": "802", "web": "803"}[process]
    stack.says(LATER.format(code=code))
    time.sleep(1)
    stack.kill(process)
    stack.wait_for(f"/2023/{code}/r1/disclosure.pdf", 200)
    stack.wait_for("/readyz", 200)
    assert stack.says(SOUND) == "[]"


def test_a_whole_year_is_packed_by_a_worker_and_sent_by_nginx(stack: Stack) -> None:
    stack.says(FIRST.format(code="801") + LONG_AGO)
    place = stack.folder / "var/media/published/.years/2023.zip"
    end = time.monotonic() + SECONDS
    while not place.exists():
        assert time.monotonic() < end
        time.sleep(0.3)
    theirs = stack.get("/2023/all.zip", port=stack.port + 1)
    ours = stack.get("/2023/all.zip")
    assert ours[:2] == (200, place.read_bytes()) == theirs[:2]
    assert ours[2]["ETag"] != theirs[2]["ETag"]  # nginx found the file itself
    for name in ("Content-Type", "Content-Disposition", "Content-Security-Policy", "Cache-Control"):
        assert ours[2][name] == theirs[2][name], name
    part = stack.get("/2023/all.zip", Range="bytes=3-12", **{"If-Range": ours[2]["ETag"]})
    assert part[:2] == (206, ours[1][3:13])


@pytest.mark.parametrize("seconds", [float(os.environ.get("OUTAGE_SECONDS", "6"))])
def test_kill_9_of_the_database_while_a_correction_is_published(
    stack: Stack, seconds: float
) -> None:
    """Away for a while: published files stay, the rest says so, and all goes on by itself."""
    for code in ("801", "802"):
        stack.says(FIRST.format(code=code))
    stack.wait_for("/2023/802/r1/disclosure.pdf", 200)
    stack.says(LATER.format(code="802"))
    time.sleep(0.5)
    outage = threading.Thread(target=stack.away, args=("database", seconds))
    outage.start()
    time.sleep(0.3)
    status, page, headers = stack.get("/search?q=801")
    assert (status, headers["Retry-After"]) == (503, "10")
    assert "暂时无法访问" in page.decode()
    assert stack.get("/2023/801/")[0] == 200
    outage.join()
    stack.wait_for("/readyz", 200)
    assert stack.get("/search?q=801")[0] == 200
    stack.says(AT_ONCE)
    stack.wait_for("/2023/802/r2/disclosure.pdf", 200)
    assert stack.says(SOUND) == "[]"
