"""Lines of the log: which request, user and edition each is about, and nothing anybody typed."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

#: request, user and edition of what is being done, for every line that is logged meanwhile
CURRENT: ContextVar[dict[str, Any]] = ContextVar("current")
#: PostgreSQL quotes the row that it refuses: names, telephone numbers, whole texts
DETAIL = re.compile(
    r"\n?DETAIL:.*?(?=\n(?:HINT|CONTEXT|STATEMENT):|\n\n(?:The above|During) |\Z)", re.DOTALL
)


@contextmanager
def about(**known: Any) -> Iterator[dict[str, Any]]:
    """What is logged inside is about this; what is learnt meanwhile may be added."""
    token = CURRENT.set({**CURRENT.get({}), **known})
    try:
        yield CURRENT.get()
    finally:
        CURRENT.reset(token)


def request_id() -> str:
    """Of the request that is being answered, or that asked for the job that is being done."""
    return str(CURRENT.get({}).get("request", ""))


def without_rows(text: str) -> str:
    """What a database said, without the row it speaks of."""
    return DETAIL.sub("", text)


class TextFormatter(logging.Formatter):
    """For people: the message, and where it stopped."""

    def format(self, record: logging.LogRecord) -> str:
        return without_rows(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line; never the content of a form, never a query string."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_rows(record.getMessage()),
            **CURRENT.get({}),
        }
        line |= {key: vars(record)[key] for key in ("status", "seconds") if key in vars(record)}
        if record.exc_info:
            line["error"] = without_rows(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
