"""What strangers upload to be judged, what the PDF may fetch, and what the house may not hold."""

import os
import re
import stat
import subprocess
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from weasyprint import HTML

from budgetportal.environment import secret_key
from budgetportal.models import Artefact
from budgetportal.rendering.fetcher import BASE, StaticFetcher
from budgetportal.workbook.importing import import_workbook
from budgetportal.workbook.writer import write
from tests.workbook.books import packed, small

from .conftest import World
from .forms import HOSTILE
from .workbooks import _bytes

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "4")) * 2


def verdict(client: Client, content: bytes) -> str:
    response = client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", content)})
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def test_bent_pdfs_are_judged(world: World, client: Client) -> None:
    """A published file with a few bytes bent, and bytes that are no PDF."""
    artefact = Artefact.objects.filter(publication__department__code="801")
    good = artefact.get(name="disclosure.pdf").file.read()
    genuine = verdict(client, good)
    for seed in range(ROUNDS):
        dice = Random(seed)
        content = _bytes(good, dice) if seed % 3 else dice.randbytes(2_000)
        assert content == good or verdict(client, content) != genuine, seed
    for value in HOSTILE:
        verdict(client, b"%PDF-1.7\n" + value.encode())


HOSTILE_HTML = """
<link rel=stylesheet href="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd">
<style>@import "http://127.0.0.1:9/x.css"; body { background: url(file:///etc/passwd) }
@font-face { font-family: x; src: url("http://127.0.0.1:9/x.ttf") } p { font-family: x }</style>
<img src="file:///etc/passwd"><img src="http://169.254.169.254/latest/">
<img src="../../settings.py">
<object data="file:///etc/passwd"></object><embed src="ftp://127.0.0.1/x">
<svg><image href="file:///etc/passwd"/><use href="http://127.0.0.1:9/x.svg#a"/></svg>
<img src="https://static.invalid/../../../etc/passwd"><img src="https://static.invalid/%2e%2e/x">
<a rel=attachment href="file:///etc/hostname">x</a><p>text
"""


class Noting(StaticFetcher):
    """Notes what was asked for and what was given."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.given: list[str] = []

    def fetch(self, url: str, headers: object = None) -> object:
        self.asked.append(url)
        found = super().fetch(url, headers)
        self.given.append(url)
        return found


def test_whatever_the_markup_asks_for_the_pdf_is_given_nothing() -> None:
    fetcher = Noting()
    HTML(string=HOSTILE_HTML, base_url=BASE, url_fetcher=fetcher).write_pdf()
    assert (len(fetcher.asked) > 10, fetcher.given) == (True, [])


def test_a_text_of_a_clerk_reaches_the_pdf_as_text(world: World) -> None:
    """What she types is escaped: the renderer never sees a tag of hers, so it asks for nothing."""
    from budgetportal.disclosure.assemble import assemble
    from budgetportal.rendering.html import print_page

    world.draft.duties = HOSTILE_HTML
    page = print_page(assemble(world.draft))
    world.draft.refresh_from_db()
    assert re.findall(r"<(?:img|object|embed|link)\b", page) == []


def test_formulas_stay_text_from_import_to_export(world: World) -> None:
    """What looks like a formula is stored as text and written as text."""
    import io

    from openpyxl import load_workbook

    rows = {name: [list(row) for row in sheet] for name, sheet in small().items()}
    for name in ('=HYPERLINK("http://evil.example")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)"):
        rows["项目"][-1][0] = rows["支出明细"][1][2] = name
        outcome = import_workbook(packed(rows, as_text=True), None)
        assert outcome.edition is not None, outcome.errors
        book = load_workbook(io.BytesIO(write(outcome.edition)))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        assert name in [cell.value for cell in cells]


def test_the_secret_key_is_its_owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    path = tmp_path / "var/secret_key"
    key = secret_key(path)
    assert (secret_key(path), len(key) >= 50) == (key, True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|sk-[A-Za-z0-9]{32}"
    r"|(?:SECRET_KEY|PASSWORD)\s*=\s*[\"'][A-Za-z0-9+/_-]{40,}[\"']"
)


def test_no_secret_stands_in_the_repository() -> None:
    """Every file that is kept, read as text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    paths = [Path(settings.BASE_DIR) / name for name in listed.stdout.split("\0") if name]
    texts = [path for path in paths if path.suffix not in (".ttf", ".otf", ".png", ".pdf")]
    found = [
        str(path)
        for path in texts
        if path.is_file() and SECRETS.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_an_error_shows_nothing_of_the_house(world: World) -> None:
    """A view that breaks: the page is Chinese, short and without trace, cookie or setting."""
    artefact = Artefact.objects.filter(publication__department__code="801").first()
    assert artefact is not None
    path = Path(artefact.publication.artefacts.get(name="data.json").file.path)
    content = path.read_bytes()
    client = Client(raise_request_exception=False)
    path.write_bytes(b"{broken")
    try:
        response = client.get("/2023/801/changes/")
    finally:
        path.write_bytes(content)
    page = response.content.decode()
    assert (response.status_code, "系统暂时出错" in page, bool(response.cookies)) == (
        500,
        True,
        False,
    )
    assert [word for word in ("Traceback", "Error", "settings", ".py") if word in page] == []
