"""Last year's figures: from last year's publication here, else as typed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from budgetportal.ledger.indicators import computed
from budgetportal.ledger.money import total
from budgetportal.ledger.terms import PRIOR_YEAR, Indicator
from budgetportal.models import Artefact, Edition, Publication

from .jsonform import book_from

Figures = Mapping[Indicator, Decimal]


@dataclass(frozen=True)
class Prior:
    """Figures in exact 元 (an absent indicator is unknown), and what was typed against them."""

    figures: Figures
    #: 口径调整原因, printed beside a figure that replaces the published one
    adjustments: Mapping[Indicator, str] = field(default_factory=dict)
    #: typed figures that differ from the published ones and do not say why; never used
    unexplained: Figures = field(default_factory=dict)


def prior_year(edition: Edition) -> Prior:
    """What is published wins, unless a typed figure says why it differs."""
    published = published_figures(edition)
    rows = {Indicator(row.indicator): row for row in edition.prioryearfigure_set.all()}
    reasons = {i: row.adjustment.strip() for i, row in rows.items()}
    used = {i: row.amount for i, row in rows.items() if i not in published or reasons[i]}
    return Prior(
        {**published, **used},
        {i: reasons[i] for i in used if reasons[i] and published.get(i) != used[i]},
        {i: r.amount for i, r in rows.items() if i not in used and r.amount != published[i]},
    )


def published_figures(edition: Edition) -> Figures:
    """This department's own last year; else the sum of the former departments that all published.

    原部门代码 may name several, parted by 、 or a comma, when departments were merged.
    """
    former = [code for code in re.split(r"[、,，;；\s]+", edition.former_code) if code]
    for codes in ([edition.department.code], former):
        found = [_newest(code, edition.year - 1) for code in codes]
        known = [each for each in found if each is not None]
        if known and len(known) == len(found):
            return {i: total(figures[i] for figures in known) for i in PRIOR_YEAR}
    return {}


def _newest(code: str, year: int) -> Figures | None:
    """What the newest publication says; one that was withdrawn is no longer public."""
    newest = (
        Publication.objects.filter(department__code=code, year=year)
        .select_related("withdrawal")
        .order_by("-revision")
        .first()
    )
    if newest is None or hasattr(newest, "withdrawal"):
        return None
    artefact = Artefact.objects.get(publication=newest, name="data.json")
    with artefact.file.open("rb") as file:
        return computed(book_from(json.load(file)))
