"""Databases of the first day, when 0001_initial still grew: what theirs lacks is added.

Every later migration finds the tables that today's 0001_initial makes.
"""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import models


def complete(apps: Apps, editor: Any) -> None:
    """Tables and columns that are missing; nothing where all are there."""
    found = apps.get_app_config("budgetportal").get_models(include_auto_created=True)
    for model in found:
        columns = _columns(editor.connection, model._meta.db_table)
        if not columns:
            editor.create_model(model)
            continue
        fields = model._meta.local_concrete_fields
        # on SQLite a column that may be empty is added in place; another copies all that stand
        missing = [field for field in fields if field.column not in columns]
        for field in sorted(missing, key=lambda each: not each.null):
            editor.add_field(model, field)
        if missing:
            _check_again(editor, model)


def _columns(connection: Any, table: str) -> set[str]:
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return set()
        return {each.name for each in connection.introspection.get_table_description(cursor, table)}


def _check_again(editor: Any, model: type[models.Model]) -> None:
    """A status that came later is allowed by the check of today."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            editor.remove_constraint(model, constraint)
            editor.add_constraint(model, constraint)
