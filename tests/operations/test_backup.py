"""Backup and restore: an empty machine has every row and every byte again."""

import tarfile
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from budgetportal.models import Artefact
from tests.machines import build
from tests.operations.standing import Commits, approved, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(
    codes: None,
    people: dict[str, User],
    media: Path,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Commits,
) -> Path:
    made = approved()
    publish(made, people["发布"], django_capture_on_commit_callbacks)
    call_command("backupportal", str(tmp_path / "portal.tar"), stderr=StringIO())
    return tmp_path / "portal.tar"


def test_an_empty_machine_has_every_hash_again(
    archive: Path, tmp_path: Path, database: str
) -> None:
    empty = build(tmp_path / "empty", seed="", database=database)
    restored = empty.command("restoreportal", str(archive))
    assert (restored.stdout, restored.returncode) == ("", 0), restored.stderr
    assert "0处不一致" in restored.stderr
    for artefact in Artefact.objects.all():
        stored = empty.folder / "media" / str(artefact.file.name)
        assert stored.read_bytes() == artefact.file.read()
    assert empty.command("backupportal", str(tmp_path / "again.tar")).returncode == 0
    for name in ("database.jsonl", "manifest.json"):
        assert member(tmp_path / "again.tar", name) == member(archive, name)
    empty.says("from django.contrib.auth.models import Group; Group.objects.create(name='新')")
    refused = empty.command("restoreportal", str(archive))
    assert (refused.returncode, "数据库不是空的" in refused.stderr) == (1, True)


def member(archive: Path, name: str) -> bytes:
    with tarfile.open(archive) as opened:
        found = opened.extractfile(name)
        assert found is not None
        return found.read()


def test_a_torn_or_altered_archive_restores_nothing(archive: Path) -> None:
    content = archive.read_bytes()
    flipped = bytearray(content)
    flipped[content.find(b"%PDF-") + 100] ^= 1
    for spoilt, words in (
        (content[: len(content) // 2], "不是完整的备份"),
        (bytes(flipped), "SHA-256不一致"),
    ):
        archive.write_bytes(spoilt)
        errors = StringIO()
        with pytest.raises(SystemExit) as stopped:
            call_command("restoreportal", str(archive), stderr=errors)
        assert (stopped.value.code, words in errors.getvalue()) == (1, True)
