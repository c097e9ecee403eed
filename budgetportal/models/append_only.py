"""What is published, and who did what, cannot be changed or deleted: the database itself refuses.

Triggers on publications and on everything that belongs to one, and on the history of the working
copies, refuse UPDATE and DELETE (and PostgreSQL's TRUNCATE, which SQLite has not), and a revision
that does not follow the last. They are put up
after every ``migrate``, not by a migration: where SQLite changes a table it copies it, and the
copy has lost its triggers.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

FUNCTION = """
CREATE OR REPLACE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE OR REPLACE FUNCTION portal_next_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.revision <> 1 + (
        SELECT coalesce(max(revision), 0) FROM {table}
        WHERE department_id = NEW.department_id AND year = NEW.year
    ) THEN
        RAISE EXCEPTION 'revision does not follow the last' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_{act} BEFORE {act} ON {table}
FOR EACH ROW EXECUTE FUNCTION portal_append_only();
"""
POSTGRESQL_TRUNCATE = """
CREATE OR REPLACE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
"""
POSTGRESQL_NEXT = """
CREATE OR REPLACE TRIGGER {table}_next BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION portal_next_revision();
"""
SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
SQLITE_NEXT = """
CREATE TRIGGER IF NOT EXISTS {table}_next BEFORE INSERT ON {table}
WHEN NEW.revision <> 1 + (
    SELECT coalesce(max(revision), 0) FROM {table}
    WHERE department_id = NEW.department_id AND year = NEW.year
)
BEGIN SELECT RAISE(ABORT, 'revision does not follow the last'); END;
"""
ACTS = ("update", "delete")
HISTORY = ("Step", "Change")


def protect(using: str = DEFAULT_DB_ALIAS, **signal: object) -> None:
    """Put the triggers up; they may stand already."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def release(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take the triggers down: for tests that empty a whole database, and for an upgrade that adds
    to publications of earlier versions what is kept of one since; for nothing else."""
    connection = connections[using]
    on = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in protected_models()):
            for act in (*ACTS, "truncate", "next"):
                where = f" ON {table}" if on else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{act}{where}")


def published_models() -> list[type[models.Model]]:
    """A publication, and every model that refers to one."""
    publication = apps.get_model("budgetportal", "Publication")
    found = apps.get_app_config("budgetportal").get_models()
    return [
        model
        for model in found
        if model is publication
        or any(field.related_model is publication for field in model._meta.fields)
    ]


def protected_models() -> list[type[models.Model]]:
    """What is published, the acts of the workflow, and the changes."""
    return [*published_models(), *(apps.get_model("budgetportal", name) for name in HISTORY)]


def _statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    publications = apps.get_model("budgetportal", "Publication")._meta.db_table
    server = connection.vendor == "postgresql"
    if server:
        yield FUNCTION.format(table=publications)
    each = POSTGRESQL if server else SQLITE
    for model in protected_models():
        for act in ACTS:
            yield each.format(table=model._meta.db_table, act=act)
        if server:
            yield POSTGRESQL_TRUNCATE.format(table=model._meta.db_table)
    yield (POSTGRESQL_NEXT if server else SQLITE_NEXT).format(table=publications)
