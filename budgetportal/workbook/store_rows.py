"""Rows of a sheet → rows of a model: kept by their key, or written anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from budgetportal.models import Edition

from .reading import Row

#: amounts that are zero where nothing is typed
ZERO_KEYS = (
    "small_amount",
    "period_central",
    "period_province",
    "period_county",
    "period_own",
    "period_other",
)


def upsert(
    edition: Edition,
    model: Any,
    key: str,
    rows: list[Row],
    signed: dict[str, Any],
    **extra: Any,
) -> Any:
    """Keep what is there by its key, add what is new, in the workbook's order."""
    there = model.objects.filter(edition=edition).select_related(*extra)
    known = {getattr(each, key): each for each in there}
    fresh, changed = [], []
    for position, row in enumerate(rows):
        values = {**row.values, "position": position}
        for name, lookup in extra.items():
            values[name] = lookup[values[name]]
        found = known.get(values[key])
        if found is None:
            found = known[values[key]] = model(edition=edition, **values, **signed)
            fresh.append(found)
        elif any(getattr(found, name) != value for name, value in values.items()):
            change(found, {**values, **signed})
            changed.append(found)
    model.objects.bulk_create(fresh)
    if changed:
        fields = [*rows[0].values, "position", "version", *signed]
        model.objects.bulk_update(changed, fields, batch_size=500)
    return known


def change(row: Any, values: dict[str, Any]) -> None:
    """A page that shows the row as it was may not overwrite it unseen."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1


def remove(edition: Edition, model: Any, key: str, rows: list[Row]) -> None:
    kept = {row.values[key] for row in rows}
    gone = [
        each.pk for each in model.objects.filter(edition=edition) if getattr(each, key) not in kept
    ]
    if gone:
        model.objects.filter(pk__in=gone).delete()


def create(edition: Edition, model: Any, rows: Iterable[dict[str, Any]]) -> None:
    model.objects.bulk_create(
        model(edition=edition, position=position, **filled(values))
        for position, values in enumerate(rows)
    )


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """Amounts that may be left blank are zero."""
    return {k: 0 if v is None and k in ZERO_KEYS else v for k, v in values.items()}
