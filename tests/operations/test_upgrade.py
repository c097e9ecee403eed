"""Upgrading: data of every landed state is migrated to the newest, with every hash as it was, and
corrected there; on the database that is being tested."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.machines import ROOT, Machine
from tests.operations.landed import restore, states

pytestmark = [
    pytest.mark.xdist_group("machine"),
    pytest.mark.usefixtures("django_db_setup"),  # on both databases
]


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Static files of this version, as ``deploy/run migrate`` collects them."""
    machine = Machine(tmp_path_factory.mktemp("static"))
    machine.command("collectstatic", "--noinput", "-v0", "--ignore=fonts")
    return machine.folder / "static"


@pytest.mark.parametrize("state", states())
def test_a_landed_state_is_migrated_whole(
    state: str, database: str, static: Path, tmp_path: Path
) -> None:
    machine = restore(state, tmp_path / "machine", database)
    (machine.folder / "static").symlink_to(static)
    told: dict[str, Any] = json.loads(
        machine.says((ROOT / "tests/operations/upgraded.py").read_text())
    )
    revisions = told["kept"].pop("revisions")
    assert told == {
        "kept": {"files": {1: 18, 2: 52}[revisions], "amounts": 2, "acts": {1: 1, 2: 3}[revisions]},
        "doctor": [],
        "lost": [],
        "doctor after a correction": [],
        "lost by it": [],
        "sums": ["10000"] * (revisions + 1),
        "found": revisions + 1,
    }
