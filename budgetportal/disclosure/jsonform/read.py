"""data.json → Document, exactly as it was frozen."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.document import Document, Term, Texts
from budgetportal.disclosure.forms import FormIndicator, PerformanceForm
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
from budgetportal.ledger.rules import Checks, Finding, Severity
from budgetportal.ledger.terms import (
    CostClass,
    Fund,
    Horizon,
    Indicator,
    Level,
    Nature,
    ProcurementKind,
    ProjectKind,
    UnitKind,
    Vintage,
)
from budgetportal.notes.note import Chart, Note, Slice
from budgetportal.statements.sheet import Cell, Column, Role, Row, Sheet

Json = Mapping[str, Any]


def from_json(data: Json) -> Document:
    """The Document that ``to_json`` wrote."""
    texts = dict(data["texts"])
    published = data["published_at"]
    approved = data["approved_on"]
    return Document(
        book=book_from(data),
        texts=Texts(texts.pop("部门职责"), texts.pop("机构设置"), texts),
        sheets=tuple(_sheet(table) for table in data["tables"]),
        notes=tuple(_note(note) for note in data["notes"]),
        forms=tuple(_form(form) for form in data["forms"]),
        glossary=tuple(Term(g["term"], g["definition"]) for g in data["glossary"]),
        checks=_checks(data["checks"]),
        form=data["form"],
        region=data["region"],
        approved_on=date.fromisoformat(approved) if approved else None,
        revision=data["revision"],
        published_at=datetime.fromisoformat(published) if published else None,
        is_sample=data["sample"],
        correction=data.get("correction", ""),
        secrecy_reviewed=data.get("secrecy_reviewed", False),
    )


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


def _sheet(table: Json) -> Sheet:
    layout = table["layout"]
    columns = zip(layout["headings"], layout["money"], layout["widths"], strict=True)
    return Sheet(
        number=table["number"],
        title=table["title"],
        columns=tuple(Column(tuple(path), money, width) for path, money, width in columns),
        rows=tuple(_row(row) for row in table["rows"]),
        note=table["note"],
        landscape=layout["landscape"],
        numbered=layout["numbered"],
        unit=table["unit"],
        label=table["label"],
    )


def _row(row: Json) -> Row:
    cells = tuple(
        Cell(c["text"], Decimal(c["yuan"]) if "yuan" in c else None, c.get("indent", 0))
        for c in row["cells"]
    )
    return Row(Role(row["role"]), row["level"], cells)


def _note(note: Json) -> Note:
    return Note(
        number=note["number"],
        title=note["title"],
        paragraphs=tuple(note["paragraphs"]),
        figures={name: Decimal(yuan) for name, yuan in note["figures"].items()},
        charts=tuple(_chart(chart) for chart in note.get("charts", ())),
    )


def _chart(chart: Json) -> Chart:
    return Chart(
        chart["title"], tuple(Slice(s["label"], Decimal(s["yuan"])) for s in chart["slices"])
    )


def _form(form: Json) -> PerformanceForm:
    horizons = {"period": Horizon.PERIOD, "year": Horizon.YEAR}
    return PerformanceForm(
        project=form["project"],
        unit=form["unit"],
        fields=form["fields"],
        funding={
            horizons[name]: {k: Decimal(yuan) for k, yuan in money.items() if k != "total"}
            for name, money in form["funding"].items()
        },
        indicators=tuple(
            FormIndicator(horizons[i["horizon"]], i["level1"], i["level2"], i["level3"], i["value"])
            for i in form["indicators"]
        ),
    )


def _checks(checks: Json) -> Checks:
    return Checks(
        checks["rules"],
        tuple(
            Finding(
                rule=f["rule"],
                severity=Severity(f["severity"]),
                where=f["where"],
                message=f["message"],
                expected=f["expected"],
                actual=f["actual"],
                difference=f["difference"],
                mend=f["mend"],
                answer=f["answer"],
            )
            for f in checks["findings"]
        ),
    )
