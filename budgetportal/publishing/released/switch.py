"""Putting a tree up, taking it down, and mending what a crash left.

Files never say more than the database. A link is taken down inside the transaction that changes
what it shows and put up after the commit; in between, or after a crash in between, the
application answers itself.
"""

from __future__ import annotations

import logging
import shutil
import time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce

from budgetportal.models import Edition, Publication

from ..earlier import complete
from ..intact import Damaged
from . import places
from .answers import NoAnswer
from .look import look_of_pages
from .tree import State, build, is_whole, state_of

#: seconds after which a tree that was not put up never will be
OLD = 3600
#: (year, department code)
Place = tuple[int, str]

log = logging.getLogger("budgetportal.released")


def prepare(year: int, code: str) -> None:
    """Inside a publication's transaction: an older tree makes way for the next, built now."""
    tree = _build(year, code) if places.standing(year, code) else None
    take_down(year, code)
    # a lambda: Django tells of a failure by the name of what failed, which a partial has not
    transaction.on_commit(lambda: put_up(year, code, tree), robust=True)


def take_down(year: int, code: str) -> None:
    """From now on the application answers."""
    old = places.standing(year, code)
    places.link(year, code).unlink(missing_ok=True)
    if old:
        shutil.rmtree(old, ignore_errors=True)


@transaction.atomic
def put_up(year: int, code: str, tree: Path | None = None) -> bool:
    """Point the link at the tree of what is published now; False where nothing is public."""
    edition = Edition.objects.filter(year=year, department__code=code)
    list(edition.select_for_update(of=("self",)))  # one at a time
    state = _state(year, code)
    if tree is not None and state_of(tree) != state:
        shutil.rmtree(tree, ignore_errors=True)
        tree = None
    tree = tree or _build(year, code)
    if tree is None:
        take_down(year, code)
        return False
    old = places.standing(year, code)
    places.point(places.link(year, code), tree)
    if old:
        shutil.rmtree(old, ignore_errors=True)
    return True


def states(**place: Any) -> dict[Place, State]:
    """By (year, department code): what a tree must have been built from to be shown."""
    code, taken = F("department__code"), Max("withdrawal__publication__revision")
    found = (
        Publication.objects.filter(**place)
        .order_by()
        .values("year", code=code)
        .annotate(newest=Max("revision"), withdrawn=Coalesce(taken, 0))
    )
    look = look_of_pages()
    return {
        (row["year"], row["code"]): {
            "newest": row["newest"],
            "withdrawn": row["withdrawn"],
            "look": look,
        }
        for row in found
    }


def _state(year: int, code: str) -> State | None:
    return states(year=year, department__code=code).get((year, code))


def _build(year: int, code: str) -> Path | None:
    state = _state(year, code)
    if state is None:
        return None
    public = (
        Publication.objects.filter(
            year=year, department__code=code, revision__gt=state["withdrawn"]
        )
        .select_related("department")
        .prefetch_related("artefacts__publication")
        .order_by("revision")
    )
    return build(list(public), state) if public else None


def stale() -> list[Place]:
    """Departments' years whose files do not show what is published."""
    wanted = states()
    found = [place for place, state in wanted.items() if not _shown(place, state)]
    return sorted([*found, *(place for place in places.links() if place not in wanted)])


def _shown(place: Place, state: State) -> bool:
    tree = places.standing(*place)
    if state["newest"] <= state["withdrawn"]:
        return not places.link(*place).is_symlink()
    return tree is not None and state_of(tree) == state and is_whole(tree)


def mend() -> list[Place]:
    """Put up what a crash or an upgrade left undone, take down what is damaged; what changed."""
    complete()
    found = stale()
    for year, code in found:
        log.warning("released files of %s/%s differ from the database", year, code)
        take_down(year, code)
        try:
            put_up(year, code)
        except (NoAnswer, Damaged, OSError) as error:  # the application says what is wrong
            log.error("released files of %s/%s cannot be made: %s", year, code, error)
    _sweep()
    return found


def _sweep() -> None:
    """Remove trees that an interrupted publication left; young ones may yet be put up."""
    linked = {places.link(*place).resolve() for place in places.links()}
    for tree in places.trees():
        if tree.is_symlink():
            tree.unlink(missing_ok=True)
        elif tree.resolve() not in linked and time.time() - tree.stat().st_mtime > OLD:
            shutil.rmtree(tree, ignore_errors=True)
