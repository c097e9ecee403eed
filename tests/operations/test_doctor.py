"""doctor: every way in which database and files can differ is one Chinese sentence."""

import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from budgetportal.models import Artefact, Edition, Publication, PublishedText, Status
from tests.operations.standing import Commits, approved, publish

pytestmark = pytest.mark.django_db
OUTDATED = "网页或检索数据缺少或过时（运行 doctor --mend 补上）。"


@pytest.fixture
def portal(
    codes: None,
    people: dict[str, User],
    media: Path,
    django_capture_on_commit_callbacks: Commits,
) -> Path:
    publish(approved(), people["发布"], django_capture_on_commit_callbacks)
    return media


def doctor(*arguments: str, told: StringIO | None = None) -> tuple[int, list[str]]:
    out = StringIO()
    try:
        call_command("doctor", *arguments, stdout=out, stderr=told or StringIO())
    except SystemExit as stopped:
        return int(str(stopped.code)), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def frozen(media: Path, name: str) -> Path:
    return media / str(Artefact.objects.get(name=name).file.name)


def test_a_sound_portal(portal: Path) -> None:
    assert doctor() == (0, [])


def flipped(media: Path) -> None:
    path = frozen(media, "tables.xlsx")
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.unlink()
    path.write_bytes(content)


def torn(media: Path) -> None:
    path = frozen(media, "tables.xlsx")
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[:1000])


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda media: frozen(media, "tables.xlsx").unlink(), "tables.xlsx 文件不存在"),
    "torn": (torn, "tables.xlsx 大小是1000字节"),
    "one bit": (flipped, "tables.xlsx 内容与公开时的SHA-256不一致"),
    "stranger": (
        lambda media: (media / "publications/left.pdf").write_bytes(b"x"),
        "publications/left.pdf 不属于任何公开版本",
    ),
    "status": (
        lambda media: Edition.objects.create(
            department=Publication.objects.get().department,
            department_name="测试局",
            year=2024,
            status=Status.PUBLISHED,
        ),
        "测试局2024年度的状态是“已发布”，但没有公开版本",
    ),
    "link away": (
        lambda media: (media / "published/2023/801").unlink(),
        "2023年度 801 的网页文件与公开版本不一致",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named(portal: Path, fault: str) -> None:
    harm, words = FAULTS[fault]
    harm(portal)
    code, lines = doctor()
    assert code == 1
    assert any(words in line for line in lines)


def test_files_of_the_web_are_made_again_from_what_is_frozen(portal: Path) -> None:
    place = portal / "published/2023/801"
    page = (place / "index.html").read_bytes()
    (place / "index.html").write_bytes(page[:100])
    (place / "r1/index.html").unlink()
    assert doctor()[0] == 1
    told = StringIO()
    assert doctor("--mend", told=told) == (0, [])
    assert "已重新生成 2023年度 801 的网页文件。" in told.getvalue()
    assert (place / "index.html").read_bytes() == page


def test_texts_that_search_would_miss_are_made_again(portal: Path) -> None:
    texts = PublishedText.objects.values_list("anchor", "title", "text", "folded")
    before = list(texts)
    publication = Publication.objects.get()
    publication.texts.create(anchor="n1", title="例", text="阿依・古丽", folded="阿依・古丽")
    assert doctor() == (1, [f"{publication}由早期版本发布，{OUTDATED}"])
    connection.check_constraints()  # an upgrade begins with nothing left to check
    assert doctor("--mend") == (0, [])
    assert list(texts.all()) == before


def test_a_damaged_frozen_file_stands_nowhere(portal: Path) -> None:
    path = frozen(portal, "disclosure.pdf")
    path.write_bytes(path.read_bytes()[:5000])  # the same file by both of its names
    told = StringIO()
    assert doctor("--mend", told=told)[0] == 1
    assert "不能重新生成 2023年度 801 的网页文件" in told.getvalue()
    assert "已重新生成" not in told.getvalue()
    assert not os.path.lexists(portal / "published/2023/801")
