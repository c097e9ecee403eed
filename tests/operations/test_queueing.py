"""Who does background work is a setting: the request, workers, or a broker's workers."""

import json
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from budgetportal import queueing

#: nothing that this portal is installed with: a package that only looks like a broker's
BROKER = {
    "TASKS_BACKEND": "json.decoder.JSONDecoder",
    "TASKS_OPTIONS": '{"retries": 3}',
    "TASKS_APPS": "json,json.tool",
    "TASKS_SETTINGS": '{"QUEUES_OF_IT": {"default": {"URL": "broker://example.org"}}}',
    "TASKS_WORKER": "its_worker --name {name}",
}


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in BROKER:
        monkeypatch.delenv(name, raising=False)


def test_within_the_request_unless_told_otherwise() -> None:
    backend = "django_tasks.backends.immediate.ImmediateBackend"
    assert queueing.tasks() == {"default": {"BACKEND": backend, "OPTIONS": {}}}
    assert (queueing.worker(), queueing.apps(), queueing.broker({})) == ("", [], {})


def test_the_database_has_a_worker_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKS_BACKEND", "database")
    assert queueing.tasks()["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"
    assert queueing.worker().startswith("db_worker --worker-id {name} ")


def test_a_broker_is_five_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in BROKER.items():
        monkeypatch.setenv(name, value)
    assert queueing.tasks() == {
        "default": {"BACKEND": "json.decoder.JSONDecoder", "OPTIONS": {"retries": 3}}
    }
    assert queueing.worker() == "its_worker --name {name}"
    assert queueing.apps() == ["json", "json.tool"]
    assert queueing.broker({}) == json.loads(BROKER["TASKS_SETTINGS"])


def read() -> tuple[Any, ...]:
    return queueing.tasks(), queueing.apps(), queueing.broker({"TASKS": {}})


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BACKEND", "rq", "'rq': write immediate, database or the path of a backend class"),
        ("BACKEND", "nowhere.Backend", "'nowhere.Backend': install the package nowhere as well"),
        ("APPS", "nowhere", "names 'nowhere': no such package is installed"),
        ("OPTIONS", "[]", ': write a JSON object, {"NAME": value}'),
        ("OPTIONS", "{secret", "no JSON, Expecting property name enclosed in double quotes"),
        ("SETTINGS", '{"queues": {}}', "names 'queues': write names in capitals"),
        ("SETTINGS", '{"TASKS": {}}', "names TASKS: no setting of the broker's"),
        ("SETTINGS", '{"DEBUG": true}', "names DEBUG: no setting of the broker's"),
    ],
)
def test_a_wrong_value_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"TASKS_{name}", value)
    with pytest.raises(ImproperlyConfigured) as stopped:
        read()
    said = str(stopped.value)
    assert (said.startswith(f"TASKS_{name}"), sentence in said) == (True, True)
    assert "secret" not in said


def test_what_the_broker_is_told_is_kept_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "broker").write_text('{"QUEUES_OF_IT": "a password"}')
    monkeypatch.setenv("TASKS_SETTINGS_FILE", str(tmp_path / "broker"))
    assert queueing.broker({}) == {"QUEUES_OF_IT": "a password"}
