"""nginx and the application alone say the same of everything that is published."""

from pathlib import Path

import pytest

from tests.operations.stack import Stack, said

pytestmark = pytest.mark.xdist_group("stack")
PUBLISH = """
from django.contrib.auth.models import User
from budgetportal.models import Edition, Publication
from budgetportal.publishing import workflow
from tests.operations.standing import approved
if not Publication.objects.filter(department__code="805").exists():
    workflow.publish(approved("805"), User.objects.get(username="publisher"))
"""
PAGES = ("", "r1/", "changes/", "citizens/", "r1/citizens/")
FILES = (
    *("disclosure.pdf", "r1/disclosure.pdf", "citizens.pdf", "tables.xlsx", "r1/data.json"),
    *("data.json", "datapackage.json", "datapackage.zip", "tables/01.csv", "tables/lines.csv"),
    *("codes/functions.csv", "r1/codes/government_economic.csv"),
)
#: what else is asked of an address beside GET, with the answer's own tag and date
ASKED = (
    {},
    {"method": "HEAD"},
    {"Accept_Encoding": "gzip"},
    {"Accept_Encoding": "gzip, deflate, br"},
    {"Accept_Encoding": "br;q=0, gzip;q=0"},
    {"method": "HEAD", "Accept_Encoding": "br"},
    {"If_None_Match": "{ETag}"},
    {"If_None_Match": 'W/"another", {ETag}', "Accept_Encoding": "br"},
    {"If_None_Match": '"another"', "If_Modified_Since": "{Last-Modified}"},
    {"If_Modified_Since": "{Last-Modified}"},
    {"If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
    {"Range": "bytes=3-9"},
    {"Range": "bytes=-5", "Accept_Encoding": "br"},
    {"Range": "bytes=5-"},
    {"Range": "bytes=3-9", "If_Range": "{ETag}"},
    {"Range": "bytes=3-9", "If_Range": '"another"'},
    {"Range": "bytes=0-1,4-5"},
    {"Range": "bytes=99999999-"},
    {"Range": "bytes=5-2"},
    {"Range": "bytes=3-9", "method": "HEAD"},
    {"method": "POST"},
)
NO_FILES = ("index.html", ".state.json", "r2/", "r1/r1/", "no.pdf", ".headers/index.html", "x/")


@pytest.fixture(scope="module")
def place(stack: Stack) -> str:
    stack.says(PUBLISH)
    return "/2023/805/"


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_nginx_and_the_application_say_the_same(stack: Stack, place: str, path: str) -> None:
    known = stack.get(place + path)[2]
    assert stack.folder.joinpath(f"var/media/published{place}{path}").exists()
    for asked in ASKED:
        words = {name: value.format(**known) for name, value in asked.items()}
        front, behind = stack.get(place + path, **words), stack.alone(place + path, **words)
        assert (front[0], said(front)) == (behind[0], said(behind)), words
        assert front[1] == behind[1], words


def test_statuses_are_those_that_were_meant(stack: Stack, place: str) -> None:
    """Equal is not enough: both could be wrong."""
    known = stack.get(f"{place}disclosure.pdf")[2]
    found = [
        stack.get(f"{place}disclosure.pdf", **{k: v.format(**known) for k, v in asked.items()})[0]
        for asked in ASKED
    ]
    assert found == [
        *(200, 200, 200, 200, 200, 200, 304, 304, 200, 304, 200),
        *(206, 206, 206, 206, 200, 200, 416, 200, 200, 403),
    ]


def test_what_is_no_published_file_is_the_applications(stack: Stack, place: str) -> None:
    for path in NO_FILES:
        front, behind = stack.get(place + path), stack.alone(place + path)
        assert (front[0], front[1], said(front)) == (404, behind[1], said(behind)), path


def test_a_file_that_is_gone_from_the_tree_comes_from_the_application(
    stack: Stack, place: str
) -> None:
    """As when a tree is taken away between nginx's look and its opening of the file.

    A file that nginx was not asked for before: it keeps the others open.
    """
    for path in ("tables/02.csv", "citizens.pdf"):
        whole = stack.alone(place + path)
        (stack.folder / f"var/media/published{place}{path}").unlink()
        again = stack.get(place + path)
        assert (again[0], again[1], said(again)) == (whole[0], whole[1], said(whole)), path
        assert again[0] == 200


@pytest.mark.parametrize("asked", [{}, {"Accept_Encoding": "gzip"}, {"Accept_Encoding": "br"}])
def test_static_files_are_the_same_from_both(stack: Stack, asked: dict[str, str]) -> None:
    """But for tags (one for every coding from the application) and parts."""
    folder = stack.folder / "var/static"
    kinds = {path.suffix: path for path in sorted(folder.rglob("*.*")) if path.stat().st_size}
    for path in (kinds[".css"], kinds[".js"], kinds[".svg"], kinds[".png"], _unnamed(folder)):
        address = f"/static/{path.relative_to(folder)}"
        front, behind = stack.get(address, **asked), stack.alone(address, **asked)
        tags = {"ETag": "", "Accept-Ranges": ""}
        assert said(front) | tags == said(behind) | tags, address
        assert (front[0], front[1]) == (200, behind[1])


def _unnamed(folder: Path) -> Path:
    """A file whose name says nothing of its content."""
    return folder / "admin/css/base.css"
