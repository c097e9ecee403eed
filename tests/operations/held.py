"""A table that nobody may write into for a while: an act comes as far as that, and waits."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psycopg

from tests.operations.stack import SECONDS, Stack

WAITS = """
SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND mode = 'RowExclusiveLock'
    AND relation = 'budgetportal_{0}'::regclass)
"""


@contextmanager
def held(stack: Stack, table: str) -> Iterator[Callable[[], None]]:
    """What waits until somebody else waits for it. The database may be killed meanwhile."""
    holder = psycopg.connect(
        host="127.0.0.1",
        port=stack.port + 2,
        user="budgetportal",
        dbname="budgetportal",
        password=(stack.folder / "secrets/database_password").read_text().strip(),
    )
    holder.execute(f"LOCK TABLE budgetportal_{table} IN SHARE MODE")

    def met() -> None:
        end = time.monotonic() + SECONDS
        while holder.execute(WAITS.format(table)).fetchone() != (True,):
            assert time.monotonic() < end, f"nobody writes into {table}"
            time.sleep(0.02)

    try:
        yield met
    finally:
        with suppress(psycopg.OperationalError):
            holder.rollback()
        holder.close()
