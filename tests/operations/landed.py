"""States of earlier versions, kept for good: ``python -m tests.operations.landed`` adds today's.

A state is a machine as that version left it: one department published and corrected, one approved,
with the code lists, the cast and every frozen file, as ``states/{last migration}.tar.xz``.
"""

import sqlite3
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.machines import ROOT, Machine, build

STATES = Path(__file__).parent / "states"
DATABASE = "budgetportal.sqlite3"
SEED = """
from django.contrib.auth.models import User
from budgetportal.disclosure.catalogue import load
from budgetportal.management.commands.demo import load_glossary
from budgetportal.models import Edition
from budgetportal.publishing import samples, workflow
from tests.conftest import CODES
from tests.operations.standing import approved, correct
load_glossary()
load(CODES, 2023)
samples.make_accounts()
publisher = User.objects.get(username="publisher")
workflow.publish(approved("801"), publisher)
correct(Edition.objects.get(), publisher)
workflow.publish(Edition.objects.get(), publisher)
approved("802")
"""


def states() -> list[str]:
    """Every kept state by the name of its last migration, oldest first."""
    return sorted(path.name.removesuffix(".tar.xz") for path in STATES.glob("*.tar.xz"))


def restore(state: str, folder: Path) -> Machine:
    """The machine as that version left it."""
    with tarfile.open(STATES / f"{state}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return Machine(folder)


def keep(machine: Machine, state: str) -> Path:
    """The database in one file, and the frozen files; pages are made again."""
    single = machine.folder / "single.sqlite3"
    with sqlite3.connect(machine.folder / DATABASE) as database:
        database.execute("VACUUM INTO ?", (str(single),))
    path = STATES / f"{state}.tar.xz"
    with tarfile.open(path, "w:xz") as archive:
        archive.add(single, DATABASE)
        archive.add(machine.folder / "media/publications", "media/publications")
    return path


def main() -> None:
    newest = sorted((ROOT / "budgetportal/migrations").glob("0*.py"))[-1].stem
    with tempfile.TemporaryDirectory() as folder:
        made = keep(build(Path(folder) / "machine", SEED), newest)
    sys.stdout.write(f"{made} {made.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
