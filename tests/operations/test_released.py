"""Published pages as files: what stands at an address is what is published, switched at once."""

import gzip
import hashlib
import os
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.auth.models import User
from django.test import Client

from budgetportal.models import Publication
from budgetportal.publishing import released, workflow
from budgetportal.publishing.released import places, switch
from tests.operations.standing import Commits, approved, correct, publish

pytestmark = pytest.mark.django_db
People = dict[str, User]


def files(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def place(
    codes: None, people: People, media: Path, django_capture_on_commit_callbacks: Commits
) -> Path:
    """The tree of 801's 2023, published once."""
    publish(approved(), people["发布"], django_capture_on_commit_callbacks)
    return media / "published/2023/801"


def test_every_file_stands_at_its_address_twice_and_is_the_frozen_one(place: Path) -> None:
    publication = Publication.objects.get()
    for artefact in publication.artefacts.all():
        content = artefact.file.read()
        assert hashlib.sha256(content).hexdigest() == artefact.sha256
        if artefact.name.endswith(".html"):
            continue  # a stored page is the application's answer, which names later revisions
        assert (place / artefact.name).read_bytes() == content
        assert (place / "r1" / artefact.name).read_bytes() == content


def test_the_stored_page_is_the_applications_own_answer(place: Path, client: Client) -> None:
    for address, path in (("/2023/801/", ""), ("/2023/801/r1/", "r1/")):
        assert (place / path / "index.html").read_bytes() == client.get(address).content


def test_compressed_copies_say_the_same(place: Path) -> None:
    squeezed = [name for name in files(place) if re.fullmatch(r"[a-z0-9].*\.br", name)]
    assert "index.html.br" in squeezed
    for name in squeezed:
        plain = place / name.removesuffix(".br")
        assert brotli.decompress((place / name).read_bytes()) == plain.read_bytes()
        assert gzip.decompress(plain.with_name(plain.name + ".gz").read_bytes()) == (
            plain.read_bytes()
        )


def test_a_correction_switches_every_address_together_and_keeps_the_old_revision(
    place: Path, people: People, django_capture_on_commit_callbacks: Commits
) -> None:
    old = (place / "disclosure.pdf").read_bytes()
    page = (place / "r1/index.html").read_bytes()
    made = Publication.objects.get().department.editions.get()
    correct(made, people["发布"])
    second = publish(made, people["发布"], django_capture_on_commit_callbacks)
    assert (place / "r1/disclosure.pdf").read_bytes() == old
    assert (place / "disclosure.pdf").read_bytes() == (
        second.artefacts.get(name="disclosure.pdf").file.read()
    )
    assert (place / "r1/index.html").read_bytes() != page  # it now says that it was superseded
    assert len(list(places.trees())) == 1


def test_while_a_correction_is_not_committed_the_application_answers(
    place: Path, people: People, django_capture_on_commit_callbacks: Commits
) -> None:
    made = Publication.objects.get().department.editions.get()
    correct(made, people["发布"])
    with django_capture_on_commit_callbacks() as callbacks:
        workflow.publish(made, people["发布"])
        assert not place.is_symlink()
    for callback in callbacks:
        callback()
    assert (place / "r2/index.html").is_file()


def test_what_is_withdrawn_has_no_file(place: Path, people: People, client: Client) -> None:
    made = Publication.objects.get().department.editions.get()
    workflow.withdraw(made, people["发布"], "数据有误")
    assert not place.exists()
    assert list(places.trees()) == []
    assert released.mend() == []
    assert client.get("/2023/801/").status_code == 410


def test_mending_puts_up_what_a_crash_left_undone(place: Path) -> None:
    assert released.mend() == []
    released.take_down(2023, "801")
    assert switch.stale() == [(2023, "801")]
    assert released.mend() == [(2023, "801")]
    assert (place / "index.html").is_file()


def test_a_frozen_file_that_was_altered_is_never_put_up(
    place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    frozen = Publication.objects.get().artefacts.get(name="tables/01.csv").file
    released.take_down(2023, "801")
    Path(frozen.path).write_bytes(b"0" * frozen.size)
    assert released.mend() == [(2023, "801")]
    assert not place.exists()
    assert list(places.trees()) == []
    assert frozen.name in caplog.text


def test_files_that_cannot_be_put_up_are_told_and_stop_no_publication(
    media: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    def full(*place: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(switch, "_build", full)
    with django_capture_on_commit_callbacks(execute=True):
        switch.prepare(2023, "801")
    assert "no space left" in caplog.text


def test_a_tree_built_for_an_older_state_is_never_shown(
    place: Path, people: People, django_capture_on_commit_callbacks: Commits
) -> None:
    made = Publication.objects.get().department.editions.get()
    late = switch._build(2023, "801")
    correct(made, people["发布"])
    publish(made, people["发布"], django_capture_on_commit_callbacks)
    released.put_up(2023, "801", late)
    assert (place / "r2").is_dir()


def test_a_new_file_is_dated_after_the_one_before_even_if_the_clock_went_back(
    place: Path, people: People, django_capture_on_commit_callbacks: Commits
) -> None:
    ahead = (place / "index.html").stat().st_mtime + 3600
    os.utime(place / ".state.json", (ahead, ahead))
    made = Publication.objects.get().department.editions.get()
    correct(made, people["发布"])
    publish(made, people["发布"], django_capture_on_commit_callbacks)
    assert (place / "index.html").stat().st_mtime > ahead
