"""Every change of the working copy leaves a line in the history: who, when, what, from, to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from budgetportal.models import Change, Edition

LONGEST_PLACE, LONGEST_FIELD = 200, 50


class Difference(NamedTuple):
    """One field of one record, or without field a whole record that came or went."""

    where: str
    field: str
    before: str
    after: str


def log(edition: Edition | None, person: Any, part: str, differences: Iterable[Difference]) -> None:
    """Keep the differences; runs inside the caller's transaction.

    Without edition they concern what all departments share.
    """
    Change.objects.bulk_create(
        Change(
            edition=edition,
            person=person,
            part=part,
            where=each.where[:LONGEST_PLACE],
            field=each.field[:LONGEST_FIELD],
            before=each.before,
            after=each.after,
        )
        for each in differences
    )


def differences(
    where: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterable[Difference]:
    """The fields (by label) that differ."""
    for label, text in after.items():
        if before.get(label, "") != text:
            yield Difference(where, label, before.get(label, ""), text)
