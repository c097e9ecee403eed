"""Published files in a bucket of an S3 server: stored, served, in parts, verified, examined."""

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import boto3
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from moto.server import ThreadedMotoServer

from budgetportal import environment
from budgetportal.models import Artefact
from budgetportal.publishing import gathering
from budgetportal.publishing.verifying import judge
from tests.editions import edition

from .test_after import through

BUCKET = "budget"
ACCESS = {"aws_access_key_id": "portal", "aws_secret_access_key": "portal-secret"}


@pytest.fixture
def server() -> Iterator[str]:
    running = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """The bucket itself, and the settings that a portal is started with."""
    made = boto3.resource("s3", endpoint_url=server, region_name="us-east-1", **ACCESS)
    made.create_bucket(Bucket=BUCKET)
    given = {"BUCKET": BUCKET, "ENDPOINT_URL": server, "REGION": "us-east-1", "PREFIX": "files"}
    keys = {"ACCESS_KEY_ID": "portal", "SECRET_ACCESS_KEY": "portal-secret"}
    for name, value in (given | keys).items():
        monkeypatch.setenv(f"S3_{name}", value)
    settings.STORAGES = {**settings.STORAGES, "default": environment.files()}
    return made.Bucket(BUCKET)


@pytest.mark.django_db
def test_a_publication_lives_in_a_bucket(
    codes: None,
    people: dict[str, User],
    bucket: Any,
    media: Any,
    client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        through(edition(), people)
    stored = {each.key: each.get()["Body"].read() for each in bucket.objects.all()}
    frozen = {f"files/{each.file.name}": each for each in Artefact.objects.all()}
    assert set(frozen) == set(stored)
    for key, artefact in frozen.items():
        if not artefact.name.endswith(".html"):
            assert client.get(f"/2023/801/r1/{artefact.name}").getvalue() == stored[key]
    key = next(key for key in stored if key.endswith("/disclosure.pdf"))
    part = client.get("/2023/801/disclosure.pdf", headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.getvalue()) == (206, stored[key][100:200])
    packed = client.get("/2023/all.zip").getvalue()
    archive = gathering.gather(2023)
    assert archive is not None
    assert bucket.Object(f"files/{archive.file.name}").get()["Body"].read() == packed
    assert client.get("/2023/all.zip").getvalue() == packed
    tail = client.get("/2023/all.zip", headers={"Range": "bytes=-50"})
    assert (tail.status_code, tail.getvalue()) == (206, packed[-50:])
    assert client.get("/2023/801/").status_code == 200
    assert judge(stored[key]).verdict.faults == ()
    assert examined() == ""
    bucket.put_object(Key=key, Body=stored[key][:-1] + b"x")
    assert client.get("/2023/801/disclosure.pdf").status_code == 503
    assert "disclosure.pdf" in examined()


def examined() -> str:
    """What ``doctor`` finds."""
    out = io.StringIO()
    with suppress(SystemExit):
        call_command("doctor", stdout=out, stderr=io.StringIO())
    return out.getvalue()
