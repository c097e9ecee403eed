"""A year of invented departments that are approved: 10 to 150 lines and 3 to 20 forms each."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from budgetportal.ledger.codes import Kind
from tests.editions import edition, performance_form

from . import databases
from .ledgers import leaves

LINES, FORMS = (10, 150), (3, 20)


def prepare(count: int) -> None:
    """So many departments, drawn with one seed: the same in each run."""
    from budgetportal.disclosure.gather import catalogue_of
    from budgetportal.management.commands.demo import load_glossary
    from budgetportal.models import Edition, Status

    load_glossary()
    databases.codes()
    # without 行政运行 (…01), of which a 事业单位 would have to answer
    found = leaves(catalogue_of(2023), Kind.FUNCTION)
    functions = [code for code in found if not code.endswith("01")][:200]
    draw = random.Random(1)
    for number in range(count):
        made = edition(str(1001 + number))
        forms, lines = draw.randint(*FORMS), draw.randint(*LINES)
        for place in range(1, forms):
            share = lines // forms + (place <= lines % forms)
            _project(made, place, draw.sample(functions, max(1, share)))
    Edition.objects.update(status=Status.APPROVED)


def _project(made: Any, place: int, functions: list[str]) -> None:
    """A project of one line a subject, with its performance form."""
    from budgetportal.ledger.terms import Fund, Nature, ProjectKind, Vintage
    from budgetportal.models import ExpenditureLine, Project

    name, unit = f"公共服务能力建设第{place}期", made.unit_set.get()
    project = Project.objects.create(
        edition=made, unit=unit, name=name, kind=ProjectKind.ONE_OFF, years=1, position=place
    )
    ExpenditureLine.objects.bulk_create(
        ExpenditureLine(
            edition=made,
            unit=unit,
            project=project,
            nature=Nature.PROJECT,
            function=function,
            fund=Fund.GENERAL,
            vintage=Vintage.CURRENT,
            amount=Decimal(10_000 + number),
        )
        for number, function in enumerate(functions)
    )
    performance_form(project, str(sum(10_000 + number for number in range(len(functions)))))
