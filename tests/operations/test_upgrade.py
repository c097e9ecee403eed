"""Upgrading: data of every landed state is migrated to the newest, with every hash as it was."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from tests.machines import Machine
from tests.operations.landed import DATABASE, restore, states

#: what no later version may change, in words that every version understands
HASHES = "SELECT file, sha256 FROM budgetportal_artefact ORDER BY file"
AMOUNTS = "SELECT function, amount FROM budgetportal_expenditureline ORDER BY id"
REVISIONS = (
    "SELECT year, revision, published_at, expenditure FROM budgetportal_publication ORDER BY id"
)
#: what deploy/run and a worker do after an upgrade, in one process
UPGRADE = """
from django.core.management import call_command
from budgetportal.publishing import released
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["fonts"])
released.mend()
call_command("doctor")
"""


def rows(machine: Machine) -> list[list[tuple[object, ...]]]:
    with sqlite3.connect(machine.folder / DATABASE) as database:
        return [database.execute(query).fetchall() for query in (HASHES, AMOUNTS, REVISIONS)]


@pytest.mark.parametrize("state", states())
def test_a_landed_state_is_migrated_whole(state: str, tmp_path: Path) -> None:
    machine = restore(state, tmp_path / "machine")
    before = rows(machine)
    assert [len(kept) for kept in before][::2] == [52, 2]
    assert machine.says(UPGRADE) == "", "the doctor finds nothing"
    assert rows(machine) == before
    for file, digest in before[0]:
        content = (machine.folder / "media" / str(file)).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
