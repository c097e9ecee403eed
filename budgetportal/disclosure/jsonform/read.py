"""data.json → Document, exactly as it was frozen."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.document import Document, Term, Texts
from budgetportal.disclosure.forms import FormIndicator, PerformanceForm
from budgetportal.ledger.rules import Checks, Finding, Severity
from budgetportal.ledger.terms import (
    Horizon,
)
from budgetportal.notes.note import Chart, Note, Slice
from budgetportal.statements.sheet import Cell, Column, Role, Row, Sheet

from .read_ledger import book_from

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
