"""Another machine: commands in processes of their own, on their own database and storage."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = """
from budgetportal.disclosure.catalogue import load
from budgetportal.management.commands.demo import load_glossary
from budgetportal.publishing import samples
from tests.conftest import CODES
from tests.operations.standing import approved
load_glossary()
load(CODES, 2022)
load(CODES, 2023)
samples.make_accounts()
for code in ("801", "802", "803"):
    approved(code)
"""


@dataclass(frozen=True)
class Machine:
    """A folder with a storage, static files and, unless an address names one, the database.

    ``root`` is the program: this one, or an earlier version of it.
    """

    folder: Path
    database: str = ""
    root: Path = ROOT

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        kept["PYTHONPATH"] = str(self.root)
        if self.database:
            kept["DATABASE_URL"] = self.database
        return {**kept, "VAR": str(self.folder), "MEDIA_ROOT": str(self.folder / "media")}

    def command(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=self.root,
            env=self.environment | more,
            capture_output=True,
            text=True,
        )

    def python(self, code: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """A program with Django set up."""
        return self.command("shell", "-v0", "--no-imports", "-c", code, **more)

    def says(self, code: str) -> str:
        done = self.python(code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def build(folder: Path, seed: str = SEED, database: str = "", root: Path = ROOT) -> Machine:
    """Migrated, with static files and, unless told otherwise, three approved departments."""
    made = Machine(folder, database, root)
    for words in (("migrate", "-v0"), ("collectstatic", "--noinput", "-v0", "--ignore=fonts")):
        done = made.command(*words)
        assert done.returncode == 0, done.stderr
    if seed:
        made.says(seed)
    return made


def copy(of: Machine, folder: Path) -> Machine:
    """The same machine again, to be spoilt."""
    shutil.copytree(of.folder, folder, symlinks=True)
    return Machine(folder)
