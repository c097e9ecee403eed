"""What an import or a roll-forward leaves in the history: field by field where a row is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from budgetportal.models import Change, Edition

from .changes import Tables
from .sheets import DEPARTMENT, SHEETS, Sheet

#: columns that say something of a row and do not make it another
SAYING = ("remark", "value")
LONGEST_PLACE = 200


def history(edition: Edition, before: Tables | None, after: Tables) -> Iterator[Change]:
    """Every 项 and field that changed, and every row that came or went."""
    old = dict(before[DEPARTMENT.name]) if before else {}
    for item, text in after[DEPARTMENT.name][1:]:
        if old.get(item, "") != text:
            yield _change(edition, DEPARTMENT, "", item, old.get(item, ""), text)
    for sheet in SHEETS[1:]:
        rows = (before or {}).get(sheet.name, []), after[sheet.name]
        gone, came = (Counter(map(tuple, each)) for each in rows)
        yield from _rows(edition, sheet, (gone - came).elements(), (came - gone).elements())


def _rows(
    edition: Edition,
    sheet: Sheet,
    gone: Iterator[tuple[str, ...]],
    came: Iterator[tuple[str, ...]],
) -> Iterator[Change]:
    """A row that went and one that came with the same identity are one row that changed."""
    former: dict[str, list[tuple[str, ...]]] = {}
    for row in gone:
        former.setdefault(_identity(sheet, row), []).append(row)
    for row in came:
        place = _identity(sheet, row)
        if not former.get(place):
            yield _change(edition, sheet, place, "", "", "；".join(row))
            continue
        for column, old, new in zip(sheet.columns, former[place].pop(0), row, strict=True):
            if old != new:
                yield _change(edition, sheet, place, column.header, old, new)
    for place, rows in former.items():
        for row in rows:
            yield _change(edition, sheet, place, "", "；".join(row), "")


def _identity(sheet: Sheet, row: tuple[str, ...]) -> str:
    """What tells a row from the others, in words."""
    named = zip(sheet.columns, row, strict=True)
    if sheet.unique:
        return " ".join(text for column, text in named if column.key == sheet.unique)
    kept = (text for c, text in named if not c.money and c.key not in SAYING)
    return " ".join(text for text in kept if text)


def _change(
    edition: Edition, sheet: Sheet, place: str, field: str, before: str, after: str
) -> Change:
    return Change(
        edition=edition,
        part=sheet.name,
        where=place[:LONGEST_PLACE],
        field=field,
        before=before,
        after=after,
    )
