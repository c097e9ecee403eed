"""No line of the log says what somebody typed: passwords, codes, keys, telephone numbers, names."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp

from budgetportal.logs import JsonFormatter, TextFormatter, without_rows
from budgetportal.models import Edition, FailedSignIn, PerformanceForm, Project
from budgetportal.publishing import progress, tasks
from budgetportal.publishing.samples import PASSWORD
from tests.workbook.books import packed, small

from .conftest import World

TELEPHONE, HANDLER, WRONG = "13812345678", "欧阳经办", "wrong-password-2023"


class Lines(logging.Handler):
    """Each line as people and as machines read it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said += [each.format(record) for each in (TextFormatter(), JsonFormatter())]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """All that the house logs in production, with one line a request and a job."""
    handler, root = Lines(), logging.getLogger()
    root.addHandler(handler)
    quiet = [logging.getLogger(f"budgetportal.{name}") for name in ("requests", "jobs")]
    for logger in quiet:
        logger.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    for logger in quiet:
        logger.setLevel(logging.NOTSET)


def silent(lines: Lines, *secrets: str) -> int:
    """How many lines there are; none holds a secret."""
    assert [(secret, each) for secret in secrets for each in lines.said if secret in each] == []
    return len(lines.said)


def test_signing_in_with_two_factors(world: World, lines: Lines) -> None:
    FailedSignIn.objects.all().delete()
    client, place = Client(), "/admin/login/"
    client.post(place, {"username": "clerk", "password": WRONG})
    client.post(place, {"username": "clerk", "password": PASSWORD, "next": "/admin/"})
    client.get("/admin/account/enrol/")
    key = client.session["second factor key"]
    token = f"{totp(bytes.fromhex(key)):06d}"
    done = client.post("/admin/account/enrol/", {"token": token})
    codes, session = done.context["codes"], client.session.session_key
    again = Client()
    again.post(place, {"username": "clerk", "password": PASSWORD})
    for code in (token, codes[0]):
        again.post("/admin/account/second-factor/", {"token": code})
    tokens = [each.cookies["csrftoken"].value for each in (client, again)]
    assert silent(lines, WRONG, PASSWORD, key, token, *codes, str(session), *tokens) >= 14


def test_a_form_with_errors_and_a_page_that_breaks(
    world: World, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.browser("录入")
    client.raise_request_exception = False
    project = Project.objects.filter(edition=world.draft)[0]
    place = reverse("admin:desk-project", args=[world.draft.pk, project.pk])
    given = {
        "telephone": TELEPHONE,
        "handler": HANDLER,
        "filled_on": "2023-13-45",
        "duties": HANDLER,
    }
    client.post(f"{place}?telephone={TELEPHONE}", given)

    def broken(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(Edition, "__str__", broken)
    statuses = [
        client.post(place, given).status_code,
        client.post("/admin/none/", given).status_code,
    ]
    assert statuses == [500, 404]
    assert silent(lines, TELEPHONE, HANDLER) >= 4


def test_a_database_that_refuses_a_row(world: World, lines: Lines) -> None:
    """PostgreSQL quotes the row that it refuses."""
    form = PerformanceForm.objects.filter(project__edition=world.draft)
    form.update(telephone=TELEPHONE, handler=HANDLER)
    with pytest.raises(DatabaseError) as refused, connection.cursor() as cursor:
        cursor.execute(
            "UPDATE budgetportal_performanceform SET project_id = NULL WHERE handler = %s",
            [HANDLER],
        )
    logging.getLogger("budgetportal.jobs").warning("job 1: %s", refused.value)
    logging.getLogger("django.request").error("error", exc_info=refused.value)
    assert silent(lines, TELEPHONE, HANDLER) == 4


def test_a_workbook_that_is_refused(world: World, lines: Lines) -> None:
    head = ["项目名称", "联系电话", "经办人", "填报日期"]
    sheets = {**small(), "绩效目标": [head, ["平台建设", TELEPHONE, HANDLER, "2023-13-45"]]}
    file = SimpleUploadedFile("预算.xlsx", packed(sheets))
    page = world.browser("录入").post("/admin/desk/import/", {"file": file}).content.decode()
    assert "2023-13-45" in page
    assert silent(lines, TELEPHONE, HANDLER) >= 2


def test_a_job_carries_request_user_and_edition(
    world: World, lines: Lines, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the request that asked for it, whichever process does it."""
    person: User = world.people["录入"]
    said = {"request": "0123456789abcdef", "user": person.pk, "edition": world.draft.pk}
    job = tasks.Job(kind="import", person=person, edition=world.draft, request=said["request"])
    job.pk = 1
    with pytest.raises(OSError, match="away"), progress.of(job):
        raise OSError("storage is away")
    found = [json.loads(each) for each in lines.said if each.startswith("{")]
    assert [{key: each[key] for key in said} for each in found] == [said, said]
    assert [each["message"] for each in found] == [
        "job 1 import: storage is away",
        "job 1 import ended",
    ]


def test_what_the_database_said_without_the_row() -> None:
    told = 'null value in "x"\nDETAIL:  Failing row contains (1, 甲\n乙).\nCONTEXT:  SQL'
    assert without_rows(told) == 'null value in "x"\nCONTEXT:  SQL'
    assert without_rows("nothing of the kind") == "nothing of the kind"
