"""Invented publications by the thousand, as rows only: what lists, search and totals read."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from typing import Any

from budgetportal.ledger.records import Line

from . import databases

BATCH = 5_000
WORDS = (
    "科技创新",
    "公共文化",
    "义务教育",
    "三公经费",
    "道路养护",
    "社会保障",
    "水利设施",
    "档案管理",
    "食品安全",
    "森林防火",
    "数字政务",
    "乡村振兴",
)
SECTIONS = (("duties", "本部门职责"), ("n1", "收支变动"), ("n10", "绩效"), ("f1", "项目"))


def departments(count: int) -> list[Any]:
    """So many departments with names of their own."""
    from budgetportal.models import Department

    Department.objects.bulk_create(
        (Department(code=f"d{n:05}", name=f"测算{WORDS[n % 12]}第{n}局") for n in range(count)),
        batch_size=BATCH,
    )
    return list(Department.objects.order_by("pk"))


def publications(owners: list[Any], years: range) -> list[Any]:
    """One revision a department and year."""
    from django.contrib.auth.models import User

    from budgetportal.models import Publication

    person = User.objects.get(username="publisher")
    draw = random.Random(1)
    Publication.objects.bulk_create(
        (
            Publication(
                department=owner,
                department_name=owner.name,
                year=year,
                revision=1,
                published_at=datetime(year, 2, 1 + draw.randrange(27), tzinfo=UTC),
                published_by=person,
                approved_on=date(year, 1, 31),
                expenditure=draw.randrange(10**9),
                prior=draw.randrange(10**9),
                days=draw.randrange(30),
            )
            for year in years
            for owner in owners
        ),
        batch_size=BATCH,
    )
    return list(Publication.objects.order_by("pk"))


def texts(found: list[Any]) -> None:
    """Four sections of some 300 characters each."""
    from budgetportal.models import PublishedText
    from budgetportal.models.searching import folded

    draw = random.Random(2)
    pool = ["，".join(draw.choices(WORDS, k=60)) for _ in range(200)]
    both = [(text, folded(text)) for text in pool]
    databases.poured(
        PublishedText,
        ("publication_id", "anchor", "title", "text", "folded"),
        ((each.pk, *section, *draw.choice(both)) for each in found for section in SECTIONS),
    )


def figures(found: list[Any]) -> None:
    """Every indicator that the page of a department draws or lists."""
    from budgetportal.models import PublishedFigure
    from budgetportal.web.yearly import PUBLIC, TOTALS

    draw = random.Random(4)
    databases.poured(
        PublishedFigure,
        ("publication_id", "indicator", "amount", "prior"),
        (
            (each.pk, indicator.value, draw.randrange(10**9), draw.randrange(10**9))
            for each in found
            for indicator in (*TOTALS, *PUBLIC)
        ),
    )


def lines(found: list[Any], each: int) -> None:
    """So many leaf lines a publication."""
    from budgetportal.models import PublishedLine

    from .ledgers import Ledger

    ledger = Ledger()
    pool = [_leaf(ledger.line(n % 2 == 0)) for n in range(2_000)]
    draw = random.Random(3)
    databases.poured(
        PublishedLine,
        ("publication_id", "function", "fund", "vintage", "nature", "project", "amount"),
        ((publication.pk, *line) for publication in found for line in draw.choices(pool, k=each)),
    )


def _leaf(line: Line) -> tuple[str, str, str, str, str, int]:
    """As it is stored: whole 分."""
    terms = (line.fund.value, line.vintage.value, line.nature.value)
    return (line.function, *terms, line.project or "", int(line.yuan * 100))
