"""Chromium before the site as ``bin/demo`` leaves it: its own process, its own database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.chromium import chromium

SECONDS_TO_START = 30


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One headless Chromium for this folder; later tests find no event loop left running."""
    # Playwright's sync API runs an event loop in this thread; Django must not mind
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium() as started:
        yield started


@pytest.fixture(params=[1440, 390], ids=["wide", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page, as wide as a desk screen or a phone."""
    made = browser.new_page(viewport={"width": request.param, "height": 900}, locale="zh-CN")
    yield made
    made.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A fresh page as wide as a desk screen."""
    made = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield made
    made.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the samples published and the demo accounts."""
    folder = tmp_path_factory.mktemp("site")
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = _environment(folder, address)
    for command in (("migrate",), ("collectstatic", "--noinput", "--ignore=fonts"), ("demo",)):
        _manage(environment, *command)
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "budgetportal.wsgi", "--bind", f"127.0.0.1:{port}"],
        cwd=settings.BASE_DIR,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    _wait_for(address)
    yield address
    server.terminate()
    server.wait()


def _environment(folder: Path, address: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "VAR": str(folder),
        "SITE_URL": address,
    }


def _manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(address: str) -> None:
    for _ in range(SECONDS_TO_START * 10):
        try:
            urlopen(address)
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
