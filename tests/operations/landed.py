"""States of earlier versions, kept for good; one command keeps that of a commit (or of HEAD):

    DATABASE_URL=postgresql://… .venv/bin/python -m tests.operations.landed [COMMIT]

A state is a machine as that version left it: one department published and, where that version can,
corrected, one approved, with the code lists, the cast and every frozen file, and the tables of
PostgreSQL as that version makes them, as ``states/{last migration}.tar.xz``. Kept are the first
version that publishes (484e1fc, landed with the first migration, 4ab75ff) and the last three that
landed with a migration of their own; an older one goes when a new one comes.
"""

import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import psycopg

from tests.machines import ROOT, Machine, build

STATES = Path(__file__).parent / "states"
DATABASE, SCHEMA = "budgetportal.sqlite3", "postgresql.sql"
#: in words that every version understands
SEED = """
from django.conf import settings
from budgetportal.disclosure.catalogue import load
from budgetportal.management.commands.demo import load_glossary
from budgetportal.models import Edition
from budgetportal.publishing import samples, workflow
from tests.editions import edition
load_glossary()
load(settings.FIXTURES / "codes/2023", 2023)
publisher = samples.make_accounts()["发布"]
def approve(made):
    Edition.objects.filter(pk=made.pk).update(status="approved")
made = edition("801")
approve(made)
workflow.publish(made, publisher)
if hasattr(workflow, "reopen"):
    workflow.reopen(made, publisher, "更正示例金额")
    approve(made)
    workflow.publish(Edition.objects.get(), publisher)
approve(edition("802"))
"""


def states() -> list[str]:
    """Every kept state by the name of its last migration, oldest first."""
    return sorted(path.name.removesuffix(".tar.xz") for path in STATES.glob("*.tar.xz"))


def restore(state: str, folder: Path, database: str = "") -> Machine:
    """The machine as that version left it; its rows in PostgreSQL where that is asked for."""
    with tarfile.open(STATES / f"{state}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    if database:
        with sqlite3.connect(folder / DATABASE) as rows, psycopg.connect(database) as server:
            move(rows, server, (folder / SCHEMA).read_text())
    return Machine(folder, database)


def move(rows: sqlite3.Connection, server: psycopg.Connection, schema: str) -> None:
    """Every row of an SQLite database into empty tables of the same version in PostgreSQL."""
    server.execute(schema)
    server.execute("SET session_replication_role = replica; SET TimeZone = 'UTC'")
    columns = server.execute(
        "SELECT table_name, column_name, data_type, is_identity FROM information_schema.columns"
        " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
    ).fetchall()
    for table in dict.fromkeys(name for name, *_ in columns):
        kinds = {name: kind for of, name, kind, _ in columns if of == table}
        names = ", ".join(f'"{name}"' for name in kinds)
        places = ", ".join(f"%s::text::{kind}" for kind in kinds.values())
        insert = f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE VALUES ({places})"
        with server.cursor() as cursor:
            cursor.executemany(insert, rows.execute(f"SELECT {names} FROM {table}").fetchall())
    for table, name in ((of, name) for of, name, _, counted in columns if counted == "YES"):
        newest = f"(SELECT max({name}) FROM {table})"
        server.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{name}'), {newest})")


def keep(machine: Machine, schema: str, state: str) -> Path:
    """The database in one file, the other database's tables, and the frozen files."""
    (machine.folder / SCHEMA).write_text(schema)
    single = machine.folder / "single.sqlite3"
    with sqlite3.connect(machine.folder / DATABASE) as database:
        database.execute("VACUUM INTO ?", (str(single),))
    path = STATES / f"{state}.tar.xz"
    with tarfile.open(path, "w:xz") as archive:
        archive.add(single, DATABASE)
        for name in (SCHEMA, "media/publications"):
            archive.add(machine.folder / name, name)
    return path


def tables(root: Path, folder: Path, server: str) -> str:
    """The tables that a version makes in PostgreSQL, as any server of it reads them."""
    name = f"landed_{os.getpid()}"
    address = f"{server.rpartition('/')[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            build(folder, "", address, root)
            dump = ["pg_dump", "--schema-only", "--no-owner", "--no-privileges", address]
            said = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    ours = (line for line in said.splitlines() if not line.startswith(("\\", "SET ", "--")))
    return "\n".join(line for line in ours if line and "pg_catalog.set_config" not in line)


def main() -> None:
    commit = sys.argv[1] if len(sys.argv) > 1 else "HEAD"
    with tempfile.TemporaryDirectory() as place:
        root, folder = Path(place) / "version", Path(place) / "machine"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", root, commit], check=True)
        try:
            newest = sorted((root / "budgetportal/migrations").glob("0*.py"))[-1].stem
            schema = tables(root, Path(place) / "server", os.environ["DATABASE_URL"])
            address = f"sqlite:///{folder / DATABASE}"  # the first version asks for nothing else
            folder.mkdir()
            made = keep(build(folder, SEED, address, root), schema, newest)
        finally:
            subprocess.run([*git, "remove", "--force", root], check=True)
    sys.stdout.write(f"{made} {made.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
