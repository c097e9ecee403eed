"""撤销删除: what was removed from a grid, kept in the session until the next save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import serializers
from django.db import IntegrityError, transaction

from budgetportal.models import Edition, PerformanceForm, PerformanceIndicator, Project
from budgetportal.models.edition import EditionPart

from ..desk.log import Difference, log
from .parts import Part
from .rows import labelled

KEPT = "removed-rows"


def taken(rows: Sequence[EditionPart]) -> str:
    """These rows and what goes with them, as text that brings them back."""
    if not rows:
        return ""
    along: list[Any] = []
    if isinstance(rows[0], Project):
        forms = PerformanceForm.objects.filter(project__in=[row.pk for row in rows])
        along = [*forms, *PerformanceIndicator.objects.filter(form__in=forms)]
    return serializers.serialize("json", [*rows, *along])


def keep(session: Any, edition: Edition, part: Part, rows: str, count: int) -> None:
    """Only the last deletion can be taken back."""
    session.pop(KEPT, None)
    if rows:
        session[KEPT] = {"edition": edition.pk, "part": part.key, "rows": rows, "count": count}


def offered(session: Any, edition: Edition, part: Part) -> int:
    """How many rows of this grid can be brought back."""
    kept = session.get(KEPT, {})
    same = (kept.get("edition"), kept.get("part")) == (edition.pk, part.key)
    return int(kept["count"]) if same else 0


def bring_back(session: Any, edition: Edition, part: Part, person: Any) -> int:
    """Store the removed rows again where they stood; 0 where something new stands in the way."""
    if not offered(session, edition, part):
        return 0
    kept = session.pop(KEPT)
    try:
        with transaction.atomic():
            found = [each.object for each in serializers.deserialize("json", kept["rows"])]
            for each in found:
                each.save(force_insert=True)
            rows = [each for each in found if isinstance(each, part.model)]
            log(edition, person, part.title, [_back(part, row) for row in rows])
    except (IntegrityError, serializers.base.DeserializationError):
        return 0
    return len(rows)


def _back(part: Part, row: EditionPart) -> Difference:
    texts = labelled(part, row)
    words = [text for text in texts.values() if text][:4]
    return Difference(" ".join(words), "", "", "；".join(texts.values()))
