"""What an operator sees: health, readiness, one line a request, metrics; none of it in public."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import OperationalError, connection
from django.db.models.functions import Now
from django.test import Client

from budgetportal.logs import JsonFormatter, about
from budgetportal.models import Job, Worker
from budgetportal.publishing import tasks, workers
from tests.editions import edition

pytestmark = pytest.mark.django_db


def test_ready_where_database_storage_and_queue_are(client: Client, media: Path) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"database": True, "storage": True, "queue": True},
    )
    assert client.get("/healthz").content == b"ok\n"


def test_not_ready_where_nobody_takes_up_work(client: Client, media: Path, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert client.get("/readyz").json()["queue"] is False
    workers.beat("here")
    assert client.get("/readyz").status_code == 200
    Worker.objects.update(seen_at=Now() - timedelta(minutes=1))
    assert client.get("/readyz").status_code == 503


def test_one_line_a_request_with_id_user_and_edition(
    client: Client, people: dict[str, User], codes: None
) -> None:
    lines: list[dict[str, Any]] = []

    class Reader(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(JsonFormatter().format(record)))

    log, reader = logging.getLogger("budgetportal.requests"), Reader()
    log.addHandler(reader)
    log.setLevel(logging.INFO)
    client.force_login(people["录入"])
    made = edition()
    client.get(f"/admin/desk/{made.pk}/?word=secret", headers={"X-Request-ID": "0123456789abcdef"})
    log.removeHandler(reader)
    log.setLevel(logging.NOTSET)
    line = lines[-1]
    assert (line["request"], line["user"], line["edition"], line["status"]) == (
        "0123456789abcdef",
        people["录入"].pk,
        made.pk,
        200,
    )
    assert "secret" not in json.dumps(line)


def imported(person: User) -> Job:
    return tasks.import_later(ContentFile(b"no workbook"), person, confirmed=True)


def test_a_job_knows_the_request_that_asked_for_it(people: dict[str, User], media: Path) -> None:
    with about(request="0123456789abcdef"):
        job = imported(people["录入"])
    assert (job.state, job.request) == (job.State.FAILED, "0123456789abcdef")
    assert imported(people["录入"]).request == ""


def test_metrics_are_for_machines_inside(client: Client) -> None:
    client.get("/healthz")
    page = client.get("/metrics").content.decode()
    assert 'budgetportal_requests_total{status="200",view="healthz"}' in page
    assert "budgetportal_publications 0.0" in page
    assert "budgetportal_render_seconds_count 0.0" in page
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 404


class Away:
    """The database as it is while it is away."""

    def __call__(self, execute: Any, *args: Any) -> Any:
        raise OperationalError("connection refused")


@pytest.mark.parametrize(
    "place", ["/", "/2023/", "/search?q=801", "/admin/", "/api/v1/publications"]
)
def test_while_the_database_is_away_a_sentence_says_so(client: Client, place: str) -> None:
    client.raise_request_exception = False
    client.cookies["sessionid"] = "0" * 32
    with connection.execute_wrapper(Away()):
        answer = client.get(place)
        ready = client.get("/readyz")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    said = answer.json()["error"] if "api" in place else answer.content.decode()
    assert "系统暂时无法访问" in said
    assert (ready.status_code, ready.json()["database"]) == (503, False)
    assert client.get("/readyz").status_code == 200


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no pool")
def test_a_pool_without_a_free_connection_is_a_sentence_and_no_hang(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the set size, and a reader who finds it all lent is told when to come again."""
    pool: Any = connection.pool  # type: ignore[attr-defined]
    assert (pool.min_size, pool.max_size, pool.timeout) == (1, 4, 5)
    client.raise_request_exception = False
    monkeypatch.setattr(pool, "timeout", 0.1)
    connection.ensure_connection()
    lent = [pool.getconn(timeout=5) for _ in range(pool.max_size - 1)]
    with ThreadPoolExecutor(1) as reader:
        answer = reader.submit(client.get, "/").result(timeout=5)
    for each in lent:
        pool.putconn(each)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "系统暂时无法访问" in answer.content.decode()
