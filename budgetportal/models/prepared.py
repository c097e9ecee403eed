"""A statement that Django writes once a process, and that is run with new values.

Writing the SQL of a query set takes longer than a database takes to find the rows of one
department, and it is written anew for every reader. Where a page asks the same question each time,
its query set names the values that change (``Given``); what Django wrote for it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Expression, QuerySet

Row = tuple[Any, ...]
Convert = Callable[[Any], Any]


class Given(Expression):
    """A value that is not known before the statement is run."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any]]:
        return "%s", (self,)

    def value(self, given: Any) -> Any:
        """As the database takes it."""
        return given


class GivenKeys(Given):
    """However many keys, as one value: the statement is the same for any number of them."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any]]:
        return "(SELECT value FROM json_each(%s))", (self,)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any]]:
        return "(SELECT json_array_elements_text(%s::json)::bigint)", (self,)

    def value(self, given: Iterable[int]) -> str:
        return json.dumps(list(given))


class Prepared:
    """The rows of a query set of ``values_list``, whose values are ``Given`` when it is run."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self._query = rows.query

    def rows(self, part: slice | None = None, /, **given: Any) -> list[Row]:
        """Every row, or a part of them, each value as its field reads it."""
        sql, places, fields = self._written
        values = [
            each.value(given[each.name]) if isinstance(each, Given) else each for each in places
        ]
        if part is not None:
            sql, values = f"{sql} LIMIT %s OFFSET %s", [*values, part.stop - part.start, part.start]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found: list[Row] = cursor.fetchall()
        return [_read(row, fields) for row in found] if fields else found

    @cached_property
    def _written(self) -> tuple[str, Row, list[tuple[int, Convert]]]:
        """SQL, its parameters, and how some of the columns are read.

        The parts of the compiler that ``QuerySet.iterator`` uses itself; there is no public name
        for them, and each is asked once a process.
        """
        compiler = self._query.get_compiler(connection.alias)
        sql, places = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select]
        read = compiler.get_converters(columns)
        return sql, places, [(place, _reader(*how)) for place, how in read.items()]


def _reader(converters: Iterable[Callable[..., Any]], column: Any) -> Convert:
    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, column, connection)
        return value

    return read


def _read(row: Row, fields: list[tuple[int, Convert]]) -> Row:
    values = list(row)
    for place, read in fields:
        values[place] = read(values[place])
    return tuple(values)
