"""The deployment's files: valid, hardened, and their commands are those that bin/stack runs."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.machines import ROOT

TOOLS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    compose: dict[str, Any] = YAML(typ="safe").load(ROOT / "docker-compose.yml")
    return dict(compose["services"])


@pytest.mark.parametrize(
    "command",
    [
        ("check-jsonschema", "--builtin-schema", "compose-spec", "docker-compose.yml"),
        ("hadolint", "Dockerfile"),
    ],
)
def test_files_are_what_they_should_be(command: tuple[str, ...]) -> None:
    tool, *arguments = command
    done = subprocess.run([TOOLS / tool, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_compose_and_bin_stack_start_the_same_processes(services: dict[str, Any]) -> None:
    stack = (ROOT / "bin/stack").read_text()
    ours = {name: s["command"] for name, s in services.items() if name != "database"}
    assert ours == {name: ["deploy/run", name] for name in ("migrate", "web", "worker", "front")}
    assert re.findall(r"deploy/run (\w+)", stack) == ["migrate", "web", "worker", "front"]
    settings = services["database"]["command"][-1].rpartition("/")[2]
    assert settings == "postgresql.conf"
    assert f"deploy/{settings}" in stack


def test_every_service_is_confined_and_pinned(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"]), name
        assert not service["image"].endswith(":latest"), name
        assert name == "migrate" or "healthcheck" in service
        for key, value in service.get("environment", {}).items():
            assert key.endswith("_FILE") or not re.search("PASSWORD|SECRET", key), value
    assert re.findall(r"^USER (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE) == (
        ["10001"] * 2
    )


def test_what_only_running_containers_showed(services: dict[str, Any]) -> None:
    database, front = services["database"], services["front"]
    # while the image makes its first database, its server answers by the socket alone
    assert "127.0.0.1" in database["healthcheck"]["test"]
    # nginx keeps an address; an unanswered check makes it look the name up again
    assert "kill -HUP 1" in front["healthcheck"]["test"][1]
    # /metrics is asked for by the service's name
    assert services["web"]["environment"]["ALLOWED_HOSTS"].endswith(",web")
    # as bin/stack does: sorted by the same rules, whatever the image's own locale
    assert database["environment"]["POSTGRES_INITDB_ARGS"].endswith("--locale=C.UTF-8")
    assert "--locale C.UTF-8" in (ROOT / "bin/stack").read_text()


def test_each_image_is_built_once_and_of_no_secret(services: dict[str, Any]) -> None:
    built = [service["image"] for service in services.values() if "build" in service]
    ours = {s["image"] for s in services.values() if s["image"].startswith("budgetportal/")}
    assert sorted(built) == sorted(ours)
    assert {"secrets", ".env"} <= set((ROOT / ".dockerignore").read_text().split())


def test_every_setting_reaches_the_containers(services: dict[str, Any]) -> None:
    names = ("settings", "environment", "queueing")
    code = "".join((ROOT / f"budgetportal/{name}.py").read_text() for name in names)
    read = re.findall(r"(?:text|words|choice|boolean|whole_number|_object)\(\s*\"(\w+)\"", code)
    given = {name.removesuffix("_FILE") for name in services["worker"]["environment"]}
    by_override = {name for name in read if name.startswith(("S3_", "SIGNING_", "TASKS_"))} - given
    assert (set(read) - given - by_override, len(by_override)) == ({"DEBUG", "FONT_DIR"}, 12)


def test_what_the_example_names_is_what_compose_reads() -> None:
    named = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    read = re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text())
    assert set(named) == set(read)
