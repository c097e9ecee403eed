"""serve-app, serve-stack: a published page and PDF beside an empty view and a plain folder.

serve-app compares two processes of gunicorn with an empty Django view under the same server;
serve-stack compares the deployment's nginx with the same nginx and a plain folder.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from tests.machines import ROOT, Machine, build

from .load import Load, load
from .result import Result, rounds

BIN = Path(sys.executable).parent
PUBLISH = ("publishbudget", "--year", "2023", "--user", "publisher", "--workers", "1")
EMPTY = """
from django.conf import settings
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x", MIDDLEWARE=[])
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
length = {"Content-Length": "2"}  # as CommonMiddleware says it; without it nothing is kept alive
urlpatterns = [path("empty", lambda request: HttpResponse("ok", headers=length))]
application = get_wsgi_application()
"""
PLAIN = """
load_module ${MODULES}/ngx_http_brotli_static_module.so;
worker_processes auto; daemon off; pid ${RUN}/nginx.pid; error_log stderr;
events { worker_connections 4096; }
http {
  types { text/html html; application/pdf pdf; }
  access_log ${ACCESS_LOG} combined buffer=32k flush=5s; sendfile on; tcp_nopush on;
  client_body_temp_path ${RUN}/1; proxy_temp_path ${RUN}/2; fastcgi_temp_path ${RUN}/3;
  uwsgi_temp_path ${RUN}/4; scgi_temp_path ${RUN}/5; keepalive_requests 10000;
  server { listen ${LISTEN}; root ${PUBLISHED}; brotli_static on; gzip_static on; }
}
"""


def run(full: bool) -> Iterator[Result]:
    """Both comparisons, A B A B."""
    # many short rounds: what else the machine does comes and goes within seconds
    count, seconds = (15, 1.0) if full else (rounds(full), 1.5)
    folder = Path(tempfile.mkdtemp(prefix="serving-"))
    folder.chmod(0o755)
    try:
        machine = build(folder / "machine")
        machine.command(*PUBLISH)
        yield from _app(machine, folder, count, seconds)
        yield from _stack(machine, folder, count, seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _app(machine: Machine, folder: Path, count: int, seconds: float) -> Iterator[Result]:
    (folder / "empty.py").write_text(EMPTY)
    environment = machine.environment
    with (
        _gunicorn("budgetportal.wsgi", ROOT, environment) as ours,
        _gunicorn("empty", folder, environment) as empty,
    ):
        yield _compared(
            "serve-app",
            lambda: load(ours, "/2023/801/", seconds=seconds),
            lambda: load(empty, "/empty", seconds=seconds),
            count,
        )


def _stack(machine: Machine, folder: Path, count: int, seconds: float) -> Iterator[Result]:
    published = machine.folder / "media/published"
    plain = folder / "plain"
    shutil.copytree(published / "2023/801", plain / "2023/801")
    with (
        _nginx((ROOT / "deploy/nginx.conf").read_text(), folder / "a", published) as ours,
        _nginx(PLAIN, folder / "b", plain) as beside,
    ):
        for name, path in (
            ("serve-stack page", "/2023/801/"),
            ("serve-stack pdf", "/2023/801/disclosure.pdf"),
        ):
            yield _compared(
                name,
                partial(load, ours, path, seconds=seconds),
                partial(load, beside, path, seconds=seconds),
                count,
            )


def _compared(
    name: str, ours: Callable[[], Load], beside: Callable[[], Load], count: int
) -> Result:
    pairs = [(ours(), beside()) for _ in range(count)]
    rates = [[load.rate for load in side] for side in zip(*pairs, strict=True)]
    ours_rate, beside_rate = median(rates[0]), median(rates[1])
    slow = [median(load.p99 for load in side) for side in zip(*pairs, strict=True)]
    errors = sum(a.errors + b.errors for a, b in pairs)
    ratio, met = ours_rate / beside_rate, errors == 0
    goal = "≥ 0.8 of its requests/s"
    if name != "serve-app":
        goal += ", p99 ≤ 2 ×"
        met = met and slow[0] <= 2 * slow[1]
    return Result(
        name,
        f"{ours_rate:.0f}/s, p50 {median(a.p50 for a, _ in pairs) * 1000:.1f} ms, "
        f"p99 {slow[0] * 1000:.1f} ms, {errors} errors",
        f"{beside_rate:.0f}/s, p99 {slow[1] * 1000:.1f} ms",
        round(ratio, 2),
        goal,
        met and ratio >= 0.8,
        round((max(rates[0]) - min(rates[0])) / ours_rate, 2),
    )


@contextmanager
def _gunicorn(module: str, folder: Path, environment: dict[str, str]) -> Iterator[int]:
    port = _port()
    # a process that begins anew after 5,000 requests would do so every second here
    settings = ("--config", str(ROOT / "deploy/gunicorn.py"), "--max-requests", "0")
    command = [str(BIN / "gunicorn"), module, *settings, "--log-level", "error"]
    told = {"BIND": f"127.0.0.1:{port}", "WEB_PROCESSES": "2"}
    with _running(command, folder, environment | told, port):
        yield port


@contextmanager
def _nginx(configuration: str, folder: Path, published: Path) -> Iterator[int]:
    folder.mkdir()
    port = _port()
    filled = {
        "RUN": folder,
        "CONFIG": ROOT / "deploy",
        "HTTPS": 0,
        "MODULES": "/usr/lib/nginx/modules",
        "CLIENT_SECONDS": 10,
        "LISTEN": f"127.0.0.1:{port}",
        "APPLICATION": "127.0.0.1:9",
        "PUBLISHED": published,
        "STATIC": published,
        "ACCESS_LOG": folder / "access.log",
    }
    for name, value in filled.items():
        configuration = configuration.replace(f"${{{name}}}", str(value))
    if os.geteuid() == 0:
        configuration = f"user root;\n{configuration}"
    (folder / "nginx.conf").write_text(configuration)
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
    with _running([nginx, "-c", str(folder / "nginx.conf")], folder, dict(os.environ), port):
        yield port


@contextmanager
def _running(
    command: list[str], folder: Path, environment: dict[str, str], port: int
) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        time.sleep(1)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
