"""The application's fast way: a file that stands is sent before Django begins."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.contrib.auth.models import User
from django.test import Client

from budgetportal.web.published import Published
from tests.operations.standing import Commits, approved, publish

pytestmark = pytest.mark.django_db


def behind(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("299 Django", [])
    return [b"django"]


def get(path: str, method: str = "GET", **environ: str) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body of one answer."""
    seen: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]]) -> None:
        seen.update(status=status, headers=dict(headers))

    asked = {"PATH_INFO": path, "REQUEST_METHOD": method, "wsgi.url_scheme": "http", **environ}
    body = b"".join(Published(behind)(asked, start_response))
    return seen["status"], seen["headers"], body


@pytest.fixture
def tree(
    codes: None,
    people: dict[str, User],
    media: Path,
    django_capture_on_commit_callbacks: Commits,
) -> Path:
    publish(approved(), people["发布"], django_capture_on_commit_callbacks)
    return media / "published/2023/801"


def test_a_page_compressed_as_the_reader_can_read_it(tree: Path) -> None:
    status, headers, body = get("/2023/801/", HTTP_ACCEPT_ENCODING="gzip, br")
    page = (tree / "index.html").read_bytes()
    assert (status, headers["Content-Encoding"], brotli.decompress(body)) == ("200 OK", "br", page)
    assert get("/2023/801/")[2] == page


def test_what_has_not_changed_is_not_sent_again(tree: Path) -> None:
    _, headers, _ = get("/2023/801/r1/disclosure.pdf")
    again = get("/2023/801/r1/disclosure.pdf", HTTP_IF_NONE_MATCH=headers["ETag"])
    assert again[0] == "304 Not Modified"
    assert again[2] == b""
    assert get("/2023/801/data.json", method="HEAD")[2] == b""


def test_headers_are_those_of_the_applications_own_answer(tree: Path, client: Client) -> None:
    stored = json.loads((tree / ".state.json").read_text())["files"]
    assert len(stored) > 50
    for path in (name.removesuffix("index.html") for name in stored):
        ours = get(f"/2023/801/{path}")[1]
        theirs = dict(client.head(f"/2023/801/{path}").headers)
        for said in (ours, theirs):
            said.pop("Last-Modified", None)  # a page is dated when it was stored
            said.pop("Accept-Ranges", None)
            said.pop("Content-Length")
        assert ours == theirs, path
        assert "Content-Security-Policy" in ours


def test_a_file_that_was_damaged_is_left_to_django(tree: Path) -> None:
    path = tree / "r1/tables.xlsx"
    path.write_bytes(path.read_bytes()[:1000])
    assert get("/2023/801/tables.xlsx")[0] == "299 Django"


def test_headers_as_an_earlier_version_kept_them_are_left_to_django(tree: Path) -> None:
    """Until its tree is made again after an upgrade."""
    kept = tree / ".headers/data.json"
    kept.write_text(kept.read_text().partition("\n*\n")[2])
    assert get("/2023/801/data.json")[0] == "299 Django"


def test_everything_else_is_djangos(tree: Path) -> None:
    others = (
        "/2023/801/index.html",
        "/2023/801/.state.json",
        "/2023/801/index.html.br",
        "/2023/801/../801/index.html",
        "/2023/801/r1/../../../../secret_key.json",
        "/2023/.trees/x/",
        "/2023/802/",
        "/2023/801",
        "/admin/",
        "/",
    )
    assert {path: get(path)[0] for path in others} == dict.fromkeys(others, "299 Django")


def test_a_post_or_a_part_of_a_file_is_djangos(tree: Path) -> None:
    assert get("/2023/801/", method="POST")[0] == "299 Django"
    assert get("/2023/801/disclosure.pdf", HTTP_RANGE="bytes=0-9")[0] == "299 Django"


def test_plain_http_is_never_answered_where_https_is_asked_for(tree: Path, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert get("/2023/801/")[0] == "299 Django"
    assert get("/2023/801/", HTTP_X_FORWARDED_PROTO="https")[0] == "200 OK"
