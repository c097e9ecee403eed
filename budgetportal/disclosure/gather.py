"""edition → Book: the only reader of figures from the database."""

from __future__ import annotations

from budgetportal.ledger.book import Book, CarryForward, Facts, Line, Procurement, Project
from budgetportal.ledger.book import Receipt as Revenue
from budgetportal.ledger.book import Unit as Body
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
from budgetportal.models import Edition, ExpenditureLine, ProcurementItem
from budgetportal.models import Project as StoredProject

from .catalogue import catalogue_of
from .prior import prior_year

__all__ = ["catalogue_of", "gather"]


def gather(edition: Edition) -> Book:
    """The edition's Book; the number of queries does not grow with its rows."""
    units = list(edition.unit_set.all())
    codes = {unit.pk: unit.code for unit in units}
    projects = list(edition.project_set.all())
    names = {project.pk: project.name for project in projects}
    return Book(
        department_code=edition.department.code,
        department_name=edition.department_name,
        year=edition.year,
        catalogue=catalogue_of(edition.year),
        units=tuple(Body(unit.code, unit.name, UnitKind(unit.kind)) for unit in units),
        projects=tuple(_project(project, codes) for project in projects),
        lines=tuple(_line(line, codes, names) for line in edition.expenditureline_set.all()),
        receipts=tuple(
            Revenue(codes[r.unit_id], r.subject, Fund(r.fund), r.amount)
            for r in edition.receipt_set.all()
        ),
        carry_forward=tuple(
            CarryForward(codes[r.unit_id], r.function, Fund(r.fund), r.amount)
            for r in edition.yearendcarryforward_set.all()
        ),
        facts=facts(edition),
    )


def facts(edition: Edition) -> Facts:
    """What stands beside the lines."""
    prior = prior_year(edition)
    return Facts(
        prior_year=prior.figures,
        adjustments=prior.adjustments,
        unexplained=prior.unexplained,
        reasons={Indicator(r.indicator): r.text for r in edition.changereason_set.all()},
        control_totals={Indicator(c.indicator): c.amount for c in edition.controltotal_set.all()},
        control_in_wan=edition.control_in_wan,
        procurement=tuple(_procurement(item) for item in edition.procurementitem_set.all()),
        is_new=edition.is_new,
    )


def _project(project: StoredProject, codes: dict[int, str]) -> Project:
    kind = ProjectKind(project.kind) if project.kind else None
    return Project(project.name, codes[project.unit_id], kind, project.years)


def _line(line: ExpenditureLine, codes: dict[int, str], names: dict[int, str]) -> Line:
    return Line(
        unit=codes[line.unit_id],
        nature=Nature(line.nature),
        function=line.function,
        fund=Fund(line.fund),
        vintage=Vintage(line.vintage),
        yuan=line.amount,
        level=Level(line.level),
        economic=line.economic or None,
        government_economic=line.government_economic or None,
        cost_class=CostClass(line.cost_class) if line.cost_class else None,
        project=names[line.project_id] if line.project_id else None,
        remark=line.remark,
    )


def _procurement(item: ProcurementItem) -> Procurement:
    return Procurement(ProcurementKind(item.kind), item.amount, item.content, item.small_amount)
