"""A migrated database of our own: on PostgreSQL where BENCH_DATABASE_URL names a server."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

SERVER = "BENCH_DATABASE_URL"


def fresh(name: str) -> str:
    """Makes it, sets Django up on it, and says which engine it is."""
    server = os.environ.get(SERVER)
    folder = Path(os.environ.get("VAR") or tempfile.mkdtemp())
    url = _created(server, f"bench_{name}") if server else f"sqlite:///{folder}/{name}.sqlite3"
    os.environ |= {
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(folder / "media"),
        "DJANGO_SETTINGS_MODULE": "budgetportal.settings",
    }
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    # no test environment: it sends a signal and copies the context for every template
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    return "PostgreSQL" if server else "SQLite"


def _created(server: str, name: str) -> str:
    import psycopg
    from psycopg import sql

    with psycopg.connect(server, autocommit=True) as connection:
        identifier = sql.Identifier(name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(identifier))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def codes() -> None:
    """The code lists of 2022 and 2023, and the accounts of the cast."""
    from django.conf import settings

    from budgetportal.disclosure.catalogue import load
    from budgetportal.publishing import samples

    for year in (2022, 2023):
        load(Path(settings.FIXTURES) / "codes/2023", year)
    samples.make_accounts()


def poured(model: Any, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows by the million: COPY on PostgreSQL, whose indexes are made when all is there."""
    from django.db import connection

    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            again = _without_indexes(cursor, table)
            with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            for statement in again:
                cursor.execute(statement)
        else:
            places = ", ".join("?" * len(names))
            statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"
            cursor.connection.executemany(statement, rows)


def _without_indexes(cursor: Any, table: str) -> list[str]:
    """Drops what is no constraint; the statements that make it again."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN"
        " (SELECT conname FROM pg_constraint)",
        [table],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [statement for _, statement in found]


def analyse() -> None:
    """Statistics for the planner: SQLite without them chose an index 2,400 times slower."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def client() -> Any:
    """A browser in which the administrator is signed in."""
    from django.contrib.auth.models import User
    from django.test import Client

    found = Client()
    found.force_login(User.objects.get(username="admin"))
    return found


def queries(act: Any) -> list[str]:
    """The statements of one act, as they were sent."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        act()
    return [query["sql"] for query in captured.captured_queries]


def again(statements: list[str]) -> None:
    """The same statements alone, every row fetched."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()
