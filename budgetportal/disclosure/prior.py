"""Last year's figures: from last year's publication here, else as typed."""

import json
from collections.abc import Mapping
from decimal import Decimal

from budgetportal.ledger.indicators import computed
from budgetportal.ledger.terms import PRIOR_YEAR, Indicator
from budgetportal.models import Artefact, Edition

from .jsonform import book_from

Figures = Mapping[Indicator, Decimal]


def prior_year(edition: Edition) -> tuple[Figures, Mapping[Indicator, str]]:
    """(figures in exact 元, 口径调整原因) by indicator; an absent indicator is unknown."""
    published = published_figures(edition)
    rows = {Indicator(row.indicator): row for row in edition.prioryearfigure_set.all()}
    used = {i: r for i, r in rows.items() if i not in published or r.adjustment.strip()}
    adjustments = {i: r.adjustment for i, r in used.items() if r.adjustment.strip()}
    return {**published, **{i: row.amount for i, row in used.items()}}, adjustments


def published_figures(edition: Edition) -> Figures:
    """What last year's newest publication of this department (or of its former code) says."""
    codes = [edition.department.code]
    if edition.former_code:
        codes.append(edition.former_code)
    artefact = (
        Artefact.objects.filter(
            name="data.json",
            publication__department__code__in=codes,
            publication__year=edition.year - 1,
        )
        .order_by("-publication__revision")
        .first()
    )
    if artefact is None:
        return {}
    with artefact.file.open("rb") as file:
        known = computed(book_from(json.load(file)))
    return {indicator: known[indicator] for indicator in PRIOR_YEAR}
