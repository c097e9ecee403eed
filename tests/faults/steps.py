"""The steps of an act: whatever it changes in the storage or the database, each by its name."""

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from budgetportal.publishing import artefacts

FILES = {
    "open": "write",
    "os.rename": "rename",
    "os.link": "link",
    "os.symlink": "link",
    "os.mkdir": "make",
    "os.remove": "remove",
    "os.rmdir": "remove",
    "os.utime": "date",
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
#: what stands where, the first that fits
PLACES = (
    (r"$", "storage"),
    (r"publications(/.*)?$", "frozen file"),
    (r"jobs(/.*)?$", "upload"),
    (r"archives(/.*)?$", "archive"),
    (r"published/\.years(/.*)?$", "archive's address"),
    (r".*\.state\.json$", "stamp"),
    (r".*\.link$", "new address"),
    (r"published/\.trees/.*\.html$", "page"),
    (r"published/\.trees/.*\.(br|gz)$", "compressed copy"),
    (r"published(/\.trees.*)?$", "tree"),
    (r"published/\d{4}(/.*)?$", "address"),
)
BETWEEN = (
    *("make", "date", "link tree", "link page", "link compressed", "link new"),
    *("write compressed", "write page", "remove page"),
)
STATEMENT = re.compile(r'(INSERT|UPDATE|DELETE)\b.*?"(?:budgetportal_)?(\w+)"', re.DOTALL)
Step = Callable[[str], None]
ALL = os.environ.get("FAULT_STEPS") == "all"


def watch(step: Step) -> None:
    """``step`` is told the name of every step of this process before it happens."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in FILES and (name := _named(event, arguments)):
            step(name)

    last = ""

    def statement(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal last
        if found := STATEMENT.match(sql):
            last = f"{found[1].lower()} {found[2]}"
            step(last)
        return execute(sql, *rest)

    def committed(self: BaseDatabaseWrapper) -> Any:
        nonlocal last
        what, last = last, ""
        step(f"commit {what}".strip())
        done = commit(self)
        step(f"committed {what}".strip())
        return done

    def rendered(document: Any) -> Any:
        step("render")
        return render(document)

    commit, render = BaseDatabaseWrapper._commit, artefacts.render  # type: ignore[attr-defined]
    BaseDatabaseWrapper._commit = committed  # type: ignore[attr-defined]
    artefacts.render = rendered
    connection.execute_wrappers.append(statement)
    sys.addaudithook(hook)


def _named(event: str, arguments: tuple[Any, ...]) -> str:
    if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & WRITING):
        return ""
    path = str(arguments[event in ("os.link", "os.symlink")])
    if not path.startswith(str(settings.MEDIA_ROOT)):  # below a folder that is being removed
        below = event in ("os.remove", "os.rmdir") and arguments[1] != -1
        return "remove old tree" if below else ""
    place = path.removeprefix(str(settings.MEDIA_ROOT)).lstrip("/")
    what = next((name for pattern, name in PLACES if re.match(pattern, place)), place)
    return f"{FILES[event]} {what}"


class Which(NamedTuple):
    """The n-th step of this name, from 0."""

    name: str
    number: int


def at(which: str, fault: Callable[[], object]) -> Step:
    """A fault before every step of this name."""

    def step(name: str) -> None:
        if name == which:
            fault()

    return step


def before_the_next(
    walked: Collection[Which], chosen: Callable[[Which], bool], fault: Callable[[Which], object]
) -> Step:
    """One fault, before the first step that is chosen and was not walked yet."""
    seen = Counter[str]()
    over = False

    def step(name: str) -> None:
        nonlocal over
        which = Which(name, seen[name])
        seen[name] += 1
        if not over and which not in walked and chosen(which):
            over = True
            fault(which)

    return step


def every_kind(which: Which) -> bool:
    """The first of every kind; every single step with ``FAULT_STEPS=all``.

    What happens to files alone is the same on both databases: it is walked beside SQLite. What a
    process does not do after a commit it does not do before the next step either.
    """
    skipped = BETWEEN if connection.vendor == "postgresql" else ()
    first = which.number == 0 and not which.name.startswith((*skipped, "committed"))
    return ALL or first
