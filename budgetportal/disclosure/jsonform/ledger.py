"""Book → the leaf data of data.json: units, lines and what stands beside them, in exact 元."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from budgetportal.ledger.book import Book, Line
from budgetportal.ledger.codes import Catalogue, Kind, Subject
from budgetportal.ledger.money import plain
from budgetportal.ledger.terms import Indicator

Json = dict[str, Any]


def ledger(book: Book) -> Json:
    """Whatever is needed to compute every table, note and rule again."""
    facts = book.facts
    return {
        "units": [{"code": u.code, "name": u.name, "kind": u.kind.value} for u in book.units],
        "projects": [
            {"name": p.name, "unit": p.unit, "kind": p.kind and p.kind.value, "years": p.years}
            for p in book.projects
        ],
        "lines": [line_json(line) for line in book.lines],
        "receipts": [
            {"unit": r.unit, "subject": r.subject, "fund": r.fund.value, "yuan": plain(r.yuan)}
            for r in book.receipts
        ],
        "carry_forward": [
            {"unit": r.unit, "function": r.function, "fund": r.fund.value, "yuan": plain(r.yuan)}
            for r in book.carry_forward
        ],
        "prior_year": _amounts(facts.prior_year),
        "adjustments": {i.value: text for i, text in facts.adjustments.items()},
        "reasons": {indicator.value: text for indicator, text in facts.reasons.items()},
        "procurement": [
            {
                "kind": item.kind.value,
                "content": item.content,
                "yuan": plain(item.yuan),
                "small": plain(item.small),
            }
            for item in facts.procurement
        ],
        "control_totals": _amounts(facts.control_totals),
        "control_in_wan": facts.control_in_wan,
        "is_new": facts.is_new,
        "codes": _codes(used_codes(book)),
    }


def line_json(line: Line) -> Json:
    """One leaf line; the columns of ``lines.csv`` are its keys."""
    return {
        "unit": line.unit,
        "function": line.function,
        "fund": line.fund.value,
        "vintage": line.vintage.value,
        "nature": line.nature.value,
        "economic": line.economic,
        "government_economic": line.government_economic,
        "cost_class": line.cost_class and line.cost_class.value,
        "level": line.level.value,
        "project": line.project,
        "yuan": plain(line.yuan),
        "remark": line.remark,
    }


def _amounts(figures: Mapping[Indicator, Decimal]) -> Json:
    return {indicator.value: plain(yuan) for indicator, yuan in figures.items()}


def used_codes(book: Book) -> Catalogue:
    """What the tables name of the year's lists: the codes used, their ancestors, and every 类."""
    codes: list[tuple[Kind, str]] = []
    for line in book.lines:
        codes.append((Kind.FUNCTION, line.function))
        codes.append((Kind.ECONOMIC, line.economic or ""))
        codes.append((Kind.GOVERNMENT_ECONOMIC, line.government_economic or ""))
    codes += [(Kind.RECEIPT, receipt.subject) for receipt in book.receipts]
    codes += [(Kind.FUNCTION, rest.function) for rest in book.carry_forward]
    codes += [(s.kind, s.code) for s in book.catalogue.subjects if is_class(s)]
    return book.catalogue.only(codes)


def is_class(subject: Subject) -> bool:
    """A 类 of 支出功能分类, which a table of fixed rows prints even when it is blank."""
    return subject.kind is Kind.FUNCTION and len(subject.code) == 3


def _codes(catalogue: Catalogue) -> list[Json]:
    return [
        {
            "kind": subject.kind.value,
            "code": subject.code,
            "name": subject.name,
            "fund": subject.fund and subject.fund.value,
            "cost_class": subject.cost_class and subject.cost_class.value,
            "leaf": subject.leaf,
        }
        for subject in catalogue.subjects
    ]
