"""Reading a year's code lists from the CSV files of ``fixtures/codes/YEAR/``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from .codes import Catalogue, Kind, Subject
from .terms import CostClass, Fund

#: file → list it holds; the fund and state-capital file holds two
FILES = {
    "functions.csv": Kind.FUNCTION,
    "fund_subjects.csv": Kind.FUNCTION,
    "economic.csv": Kind.ECONOMIC,
    "government_economic.csv": Kind.GOVERNMENT_ECONOMIC,
}
MAPPING = "economic_mapping.csv"
FUNDS = {"政府性基金": Fund.GOVERNMENT, "国有资本经营": Fund.CAPITAL}


def read_catalogue(folder: Path, year: int) -> Catalogue:
    """The catalogue that a folder of CSV files describes."""
    rows = [(kind, row) for name, kind in FILES.items() for row in read_rows(folder / name)]
    parents = {row["parent"] for _, row in rows}
    subjects = tuple(_subject(kind, row, parents) for kind, row in rows)
    mapping = {
        row["dept_code"]: (row["gov_code_organ"] or None, row["gov_code_institution"] or None)
        for row in read_rows(folder / MAPPING)
    }
    return Catalogue(year, subjects, mapping)


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one CSV file by their headers."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _subject(kind: Kind, row: dict[str, str], parents: set[str]) -> Subject:
    return Subject(
        kind=Kind.RECEIPT if row.get("side") == "收入" else kind,
        code=row["code"],
        name=row["name"],
        fund=FUNDS.get(row.get("budget", "")),
        cost_class=CostClass(row["cost_class"]) if row.get("cost_class") else None,
        leaf=row["code"] not in parents,
    )
