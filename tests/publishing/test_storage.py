"""Where published files are kept: any storage of Django's, and on a disk safely."""

import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.test import Client

from budgetportal import environment
from budgetportal.models import Artefact, Edition, Publication, PublishedLine, PublishedText, Status
from budgetportal.publishing import workflow
from budgetportal.storage import DurableStorage
from tests.editions import NOW, edition

from .test_after import through

IN_MEMORY = "django.core.files.storage.InMemoryStorage"


class Torn(InMemoryStorage):
    """The process ends while the last file is written."""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        if name and name.endswith("datapackage.zip"):
            raise SystemExit
        return super().save(name, content, max_length)


@pytest.fixture
def elsewhere(settings: Any, media: Path) -> Path:
    """Files go into a bucket."""
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": IN_MEMORY}}
    return media


@pytest.mark.django_db
def test_a_storage_without_a_folder_keeps_and_serves_everything(
    codes: None, people: dict[str, User], elsewhere: Path, client: Client
) -> None:
    through(edition(), people)
    for artefact in Artefact.objects.exclude(name__endswith=".html"):
        stored = artefact.file.read()
        assert client.get(f"/2023/801/{artefact.name}").getvalue() == stored
        part = client.get(f"/2023/801/r1/{artefact.name}", headers={"Range": "bytes=3-12"})
        assert (part.status_code, part.getvalue()) == (206, stored[3:13])
    assert client.get("/2023/801/").status_code == 200
    assert not list(elsewhere.rglob("*"))


@pytest.mark.django_db
def test_a_publication_that_is_cut_off_leaves_nothing_and_succeeds_later(
    codes: None, people: dict[str, User], media: Path, settings: Any
) -> None:
    made = edition()
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    whole = settings.STORAGES
    settings.STORAGES = {**whole, "default": {"BACKEND": f"{__name__}.Torn"}}
    with pytest.raises(SystemExit):
        workflow.publish(made, people["发布"], NOW)
    for model in (Publication, Artefact, PublishedLine, PublishedText):
        assert model.objects.count() == 0
    assert Edition.objects.get().status == Status.APPROVED
    settings.STORAGES = whole
    assert workflow.publish(made, people["发布"], NOW).revision == 1


def test_a_file_on_disk_is_read_only_and_never_replaced(media: Path) -> None:
    storage = DurableStorage(location=media)
    first = storage.save("r1/data.json", ContentFile(b"{}"))
    second = storage.save("r1/data.json", ContentFile(b"[]"))
    assert first != second
    assert storage.open(first).read() == b"{}"
    assert stat.S_IMODE((media / first).stat().st_mode) == 0o444


def test_a_bucket_by_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.files() == {"BACKEND": "budgetportal.storage.DurableStorage"}
    monkeypatch.setenv("S3_BUCKET", "budget")
    monkeypatch.setenv("S3_ENDPOINT_URL", "https://storage.example")
    monkeypatch.setattr(environment, "find_spec", lambda name: object())
    found = environment.files()
    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    assert found["OPTIONS"] == {
        "bucket_name": "budget",
        "endpoint_url": "https://storage.example",
        "region_name": None,
        "access_key": None,
        "secret_key": None,
        "location": "",
        "file_overwrite": False,
        "default_acl": None,
    }


def test_a_bucket_without_its_library_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_BUCKET", "budget")
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"requirements-s3\.txt"):
        environment.files()
