"""What every answer tells the browser, and what a deployment under HTTPS adds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from budgetportal.web.headers import policy

PAGE = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
FILE = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
NAMES = (
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", PAGE),
        ("/admin/login/", PAGE),
        ("/no/such/page", PAGE),
        ("/robots.txt", FILE),
        ("/readyz", FILE),
        ("/schema/disclosure-1.json", FILE),
    ],
)
def test_every_answer_carries_the_policy(client: Client, address: str, expected: str) -> None:
    response = client.get(address)
    assert response["Content-Security-Policy"] == expected
    assert [response[name] for name in NAMES] == [
        "nosniff",
        "DENY",
        "same-origin",
        "same-origin",
        "same-origin",
    ]
    assert "camera=(), " in response["Permissions-Policy"]


def test_a_pdf_may_use_the_browsers_viewer_and_nothing_else() -> None:
    expected = "script-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    assert policy("application/pdf") == expected


def test_under_https_a_page_asks_for_nothing_in_the_clear() -> None:
    assert policy("text/html", https=True) == PAGE + "; upgrade-insecure-requests"


def test_only_the_desks_preview_may_be_framed_and_only_by_the_desk() -> None:
    assert policy("text/html", framed=True) == PAGE.replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )


def deployed(tmp_path: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """manage.py as the compose file runs it."""
    given = {
        "PATH": os.environ["PATH"],
        "VAR": str(tmp_path),
        "SECRET_KEY": "a-long-secret-key-of-a-deployment-0123456789-abcdefghijklmnop",
        "SITE_URL": "https://budget.example.cn",
        "ALLOWED_HOSTS": "budget.example.cn",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_check_of_a_deployment_is_clean(tmp_path: Path) -> None:
    check = deployed(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert (check.returncode, check.stderr) == (0, "")


def test_https_turns_on_what_belongs_to_it(tmp_path: Path) -> None:
    program = (
        "from django.conf import settings\n"
        "from django.test import Client\n"
        "kind = 'django.contrib.staticfiles.storage.StaticFilesStorage'\n"
        "settings.STORAGES['staticfiles'] = {'BACKEND': kind}\n"
        "c = Client(SERVER_NAME='budget.example.cn')\n"
        "print(c.get('/rules/').headers['Location'])\n"
        "r = c.get('/admin/login/', secure=True)\n"
        "print(r.headers['Strict-Transport-Security'])\n"
        "print(r.cookies['csrftoken'].OutputString().partition('; ')[2])\n"
    )
    lines = deployed(tmp_path, "shell", "--verbosity", "0", "-c", program).stdout.splitlines()
    assert lines[0] == "https://budget.example.cn/rules/"
    assert lines[1] == "max-age=31536000; includeSubDomains; preload"
    cookie = [part for part in lines[2].split("; ") if not part.startswith("expires")]
    assert cookie == ["HttpOnly", "Max-Age=31449600", "Path=/", "SameSite=Lax", "Secure"]


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:80@evil.example", "a b"])
def test_a_strange_host_is_refused(client: Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400
