"""Invented books of any size: thirty units, 150 projects, every fund, as a department has them."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

from budgetportal.ledger.book import Book, Line, Project, Unit
from budgetportal.ledger.codes import Catalogue, Kind
from budgetportal.ledger.lists import read_catalogue
from budgetportal.ledger.terms import Fund, Level, Nature, UnitKind, Vintage, cost_class_of

CODES = Path(__file__).resolve().parent.parent / "fixtures/codes/2023"
UNITS = tuple(
    Unit(f"690{number:03}", f"单位{number}", list(UnitKind)[number % 3]) for number in range(30)
)
PROJECTS = tuple(Project(f"项目{number}", UNITS[number % 30].code) for number in range(150))
BASIC_CLASSES = ("301", "302", "303", "310")


def leaves(catalogue: Catalogue, kind: Kind) -> list[str]:
    """Leaf codes that any fund may use."""
    return [s.code for s in catalogue.subjects if s.kind is kind and s.leaf and s.fund is None]


class Ledger:
    """A seeded source of lines; half of them basic expenditure, half projects."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.catalogue = read_catalogue(CODES, 2023)
        functions = leaves(self.catalogue, Kind.FUNCTION)[:200]
        codes = leaves(self.catalogue, Kind.ECONOMIC)
        self.economics = [code for code in codes if code[:3] in BASIC_CLASSES]
        self.of_project = {p.name: self.random.choice(functions) for p in PROJECTS}
        self.of_unit = {u.code: self.random.choices(functions, k=6) for u in UNITS}

    def book(self, lines: int) -> Book:
        """A book of so many lines."""
        made = tuple(self.line(number % 2 == 0) for number in range(lines))
        return Book("690", "测算局", 2023, self.catalogue, UNITS, PROJECTS, made)

    def line(self, basic: bool) -> Line:
        """One line with every dimension that its nature has."""
        project = None if basic else self.random.choice(PROJECTS)
        unit = project.unit if project else self.random.choice(UNITS).code
        economic = self.random.choice(self.economics) if basic else None
        return Line(
            unit=unit,
            nature=Nature.BASIC if basic else Nature.PROJECT,
            function=self.of_project[project.name]
            if project
            else self.random.choice(self.of_unit[unit]),
            fund=self.random.choice(list(Fund)),
            vintage=self.random.choice(list(Vintage)),
            yuan=Decimal(self.random.randrange(1, 10**9)) / 100,
            level=self.random.choice(list(Level)),
            economic=economic,
            government_economic="50201" if economic else None,
            cost_class=cost_class_of(economic) if economic else None,
            project=project.name if project else None,
        )
