"""The leaf data of data.json → Book, the reverse of ``ledger``."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from budgetportal.ledger.book import (
    Book,
    CarryForward,
    Facts,
    Line,
    Procurement,
    Project,
    Receipt,
    Unit,
)
from budgetportal.ledger.codes import Catalogue, Kind, Subject
from budgetportal.ledger.terms import (
    CostClass,
    Fund,
    Indicator,
    Level,
    Nature,
    ProcurementKind,
    ProjectKind,
    UnitKind,
    Vintage,
)

Json = Mapping[str, Any]


def book_from(data: Json) -> Book:
    """The ledger behind a data.json."""
    return Book(
        department_code=data["department"]["code"],
        department_name=data["department"]["name"],
        year=data["year"],
        catalogue=Catalogue(data["year"], tuple(_subject(code) for code in data["codes"])),
        units=tuple(Unit(u["code"], u["name"], UnitKind(u["kind"])) for u in data["units"]),
        projects=tuple(_project(project) for project in data["projects"]),
        lines=tuple(_line(line) for line in data["lines"]),
        receipts=tuple(
            Receipt(r["unit"], r["subject"], Fund(r["fund"]), Decimal(r["yuan"]))
            for r in data["receipts"]
        ),
        carry_forward=tuple(
            CarryForward(r["unit"], r["function"], Fund(r["fund"]), Decimal(r["yuan"]))
            for r in data["carry_forward"]
        ),
        facts=_facts(data),
    )


def _facts(data: Json) -> Facts:
    return Facts(
        prior_year=_amounts(data["prior_year"]),
        adjustments={Indicator(key): text for key, text in data["adjustments"].items()},
        reasons={Indicator(key): text for key, text in data["reasons"].items()},
        control_totals=_amounts(data["control_totals"]),
        control_in_wan=data["control_in_wan"],
        procurement=tuple(
            Procurement(
                ProcurementKind(p["kind"]), Decimal(p["yuan"]), p["content"], Decimal(p["small"])
            )
            for p in data["procurement"]
        ),
        is_new=data["is_new"],
    )


def _amounts(figures: Json) -> dict[Indicator, Decimal]:
    return {Indicator(key): Decimal(yuan) for key, yuan in figures.items()}


def _subject(code: Json) -> Subject:
    return Subject(
        Kind(code["kind"]),
        code["code"],
        code["name"],
        Fund(code["fund"]) if code["fund"] else None,
        CostClass(code["cost_class"]) if code["cost_class"] else None,
        code["leaf"],
    )


def _project(project: Json) -> Project:
    kind = ProjectKind(project["kind"]) if project["kind"] else None
    return Project(project["name"], project["unit"], kind, project["years"])


def _line(line: Json) -> Line:
    return Line(
        unit=line["unit"],
        nature=Nature(line["nature"]),
        function=line["function"],
        fund=Fund(line["fund"]),
        vintage=Vintage(line["vintage"]),
        yuan=Decimal(line["yuan"]),
        level=Level(line["level"]),
        economic=line["economic"],
        government_economic=line["government_economic"],
        cost_class=CostClass(line["cost_class"]) if line["cost_class"] else None,
        project=line["project"],
        remark=line["remark"],
    )
