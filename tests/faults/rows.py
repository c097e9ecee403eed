"""The database as it stood, brought back: SQLite's file, PostgreSQL's rows where they differ."""

import os
import shutil
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

NAME = str(settings.DATABASES["default"]["NAME"])
COPY = Path(settings.VAR) / "kept/database"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
DIFFERENT = """
SELECT EXISTS(TABLE public."{0}" EXCEPT ALL TABLE kept."{0}")
    OR EXISTS(TABLE kept."{0}" EXCEPT ALL TABLE public."{0}")
"""


def keep() -> None:
    if connection.vendor == "sqlite":
        _copy(NAME, str(COPY))
        return
    with psycopg.connect(os.environ["DATABASE_URL"]) as database:
        database.execute("DROP SCHEMA IF EXISTS kept CASCADE")
        database.execute("CREATE SCHEMA kept")
        for table in _tables(database):
            database.execute(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')


def bring_back() -> None:
    """PostgreSQL needs half a second to copy a whole database, and a twentieth to compare it."""
    if connection.vendor == "sqlite":
        _copy(str(COPY), NAME)
        return
    with psycopg.connect(os.environ["DATABASE_URL"]) as database:
        # no trigger refuses, no foreign key is checked in between
        database.execute("SET session_replication_role = replica")
        for table in _tables(database):
            different = database.execute(DIFFERENT.format(table)).fetchone()
            if different == (True,):
                database.execute(f'DELETE FROM public."{table}"')
                database.execute(f'INSERT INTO public."{table}" TABLE kept."{table}"')


def _tables(database: psycopg.Connection) -> list[str]:
    return [name for (name,) in database.execute(TABLES)]


def _copy(source: str, target: str) -> None:
    for ending in ("-wal", "-shm"):
        Path(target + ending).unlink(missing_ok=True)
        if Path(source + ending).exists():
            shutil.copyfile(source + ending, target + ending)
    shutil.copyfile(source, target)
