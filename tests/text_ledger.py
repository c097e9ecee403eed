"""Ledgers written as text, so that every test shows its money.

A line is ``[unit] [project:NAME] code fund 当年|结转 基本|项目 [economic] amount``, e.g.
``2011301 一般公共预算 当年 基本 30217 6900.00``.
"""

from decimal import Decimal

from budgetportal.ledger.book import Book, CarryForward, Facts, Line, Project, Receipt, Unit
from budgetportal.ledger.terms import Fund, Level, Nature, UnitKind, Vintage, cost_class_of
from tests.catalogue import CATALOGUE

NATURES = {"基本": Nature.BASIC, "项目": Nature.PROJECT}
VINTAGES = {"当年": Vintage.CURRENT, "结转": Vintage.CARRIED}
UNIT = Unit("615001", "科技金融部", UnitKind.INSTITUTION)


def line(text: str, unit: str = UNIT.code) -> Line:
    """One appropriation from its text."""
    words = text.split()
    if len(words[0]) == 6:
        unit = words.pop(0)
    name = words.pop(0).removeprefix("project:") if words[0].startswith("project:") else None
    function, fund, vintage, nature, *economic, amount = words
    subject = economic[0] if economic else None
    basic = nature == "基本"
    return Line(
        unit=unit,
        nature=NATURES[nature],
        function=function,
        fund=Fund(fund),
        vintage=VINTAGES[vintage],
        yuan=Decimal(amount),
        level=Level.COUNTY,
        economic=subject,
        government_economic="50502" if subject else None,
        cost_class=cost_class_of(subject) if subject else None,
        project=name or (None if basic else "项目甲"),
    )


def book(*lines: str, units: tuple[Unit, ...] = (UNIT,), **rest: object) -> Book:
    """A book of these lines; ``receipts`` and ``carry_forward`` as ``code fund amount``."""
    made = tuple(line(text) for text in lines)
    names = dict.fromkeys((each.unit, each.project) for each in made if each.project)
    return Book(
        department_code="615",
        department_name="科技金融部",
        year=2023,
        catalogue=CATALOGUE,
        units=units,
        projects=tuple(Project(name, unit) for unit, name in names),
        lines=made,
        receipts=tuple(_receipt(text) for text in rest.get("receipts", ())),
        carry_forward=tuple(_unspent(text) for text in rest.get("carry_forward", ())),
        facts=rest.get("facts", Facts()),
    )


def _receipt(text: str) -> Receipt:
    code, fund, amount = text.split()
    return Receipt(UNIT.code, code, Fund(fund), Decimal(amount))


def _unspent(text: str) -> CarryForward:
    code, fund, amount = text.split()
    return CarryForward(UNIT.code, code, Fund(fund), Decimal(amount))
