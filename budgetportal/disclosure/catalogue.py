"""The code lists of a year: loaded from CSV into the database, read back as a Catalogue."""

from pathlib import Path

from django.db import transaction

from budgetportal.ledger.codes import Catalogue, Kind, Subject
from budgetportal.ledger.lists import read_catalogue
from budgetportal.ledger.terms import CostClass, Fund
from budgetportal.models import CodeSubject, EconomicMapping


@transaction.atomic
def load(folder: Path, year: int, provenance: str = "") -> int:
    """Add what the year's list lacks; nothing that exists is changed. Returns the number added."""
    lists = read_catalogue(folder, year)
    known = set(CodeSubject.objects.filter(year=year).values_list("kind", "code"))
    fresh = [s for s in lists.subjects if (s.kind.value, s.code) not in known]
    CodeSubject.objects.bulk_create(_row(year, subject, provenance) for subject in fresh)
    EconomicMapping.objects.bulk_create(
        (
            EconomicMapping(year=year, economic=code, organ=organ or "", institution=inst or "")
            for code, (organ, inst) in lists.mapping.items()
        ),
        ignore_conflicts=True,
    )
    return len(fresh)


def _row(year: int, subject: Subject, provenance: str) -> CodeSubject:
    return CodeSubject(
        year=year,
        kind=subject.kind.value,
        code=subject.code,
        name=subject.name,
        fund=subject.fund.value if subject.fund else "",
        cost_class=subject.cost_class.value if subject.cost_class else "",
        provenance=provenance,
    )


def catalogue_of(year: int) -> Catalogue:
    """The year's code lists as rules and tables read them (two queries)."""
    rows = list(
        CodeSubject.objects.filter(year=year).values_list(
            "kind", "code", "name", "fund", "cost_class"
        )
    )
    parents = {(kind, code[:end]) for kind, code, *_ in rows for end in range(3, len(code))}
    subjects = tuple(
        Subject(
            Kind(kind),
            code,
            name,
            Fund(fund) if fund else None,
            CostClass(cost_class) if cost_class else None,
            (kind, code) not in parents,
        )
        for kind, code, name, fund, cost_class in rows
    )
    mapping = {
        economic: (organ or None, institution or None)
        for economic, organ, institution in EconomicMapping.objects.filter(year=year).values_list(
            "economic", "organ", "institution"
        )
    }
    return Catalogue(year, subjects, mapping)
