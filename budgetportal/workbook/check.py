"""What the sheets say about each other: units, projects, codes, duplicates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from budgetportal.disclosure.forms import INDICATOR_TREE
from budgetportal.ledger.codes import Catalogue, Kind
from budgetportal.ledger.terms import Nature

from .reading import Reading, Row
from .sheets import (
    CARRY_FORWARD,
    INDICATORS,
    LINES,
    PERFORMANCE,
    PROJECTS,
    RECEIPTS,
    SHEETS,
    UNITS,
    Sheet,
)

#: key → (list, words) of the codes of each sheet
CODES = {
    "function": (Kind.FUNCTION, "功能科目编码"),
    "economic": (Kind.ECONOMIC, "部门经济科目编码"),
    "government_economic": (Kind.GOVERNMENT_ECONOMIC, "政府经济科目编码"),
    "subject": (Kind.RECEIPT, "收入科目编码"),
}


@dataclass(frozen=True)
class Stored:
    """What the edition holds already, for the sheets that are absent."""

    #: names of its projects; None where the workbook does not say which edition it is
    projects: frozenset[str] | None = frozenset()
    #: (unit code, part), (project name, part) of the parts that stay and use them
    units_in_use: tuple[tuple[str, str], ...] = ()
    projects_in_use: tuple[tuple[str, str], ...] = ()


def check(
    reading: Reading,
    catalogue: Catalogue | None,
    stored: Stored,
    last_year: Callable[[], Catalogue],
) -> None:
    """Note every contradiction; codes are judged where the year has its lists.

    ``last_year`` reads last year's lists, and is asked only when a code is unknown.
    """
    _duplicates(reading)
    units = reading.keys(UNITS)
    for sheet in (PROJECTS, LINES, RECEIPTS, CARRY_FORWARD):
        for row in _rows(reading, sheet):
            if units is not None:
                _unit(reading, sheet.name, row, units)
            if catalogue is not None:
                _codes(reading, sheet.name, row, catalogue, last_year)
    _projects(reading, stored)
    for row in _rows(reading, INDICATORS):
        _levels(reading, row)
    _in_use(reading, UNITS, stored.units_in_use)
    _in_use(reading, PROJECTS, stored.projects_in_use)


def _in_use(reading: Reading, sheet: Sheet, used: tuple[tuple[str, str], ...]) -> None:
    """What an absent sheet leaves as it is must not lose what it refers to."""
    known = reading.keys(sheet)
    for key, part in used:
        if known is not None and key not in known:
            reading.note(sheet.name, "", f"缺少{sheet.name}“{key}”，已登记的{part}还在使用它")


def _projects(reading: Reading, stored: Stored) -> None:
    """Projects of the sheet, or where there is none those that the edition has."""
    for row in _rows(reading, LINES):
        if row.values["nature"] == Nature.PROJECT.value and not row.values["project"]:
            reading.note(LINES.name, row.at("project"), "项目支出没有填写项目名称")
    absent = PROJECTS.name not in reading.rows and (PROJECTS.name, "name") not in reading.lost
    projects = stored.projects if absent else reading.keys(PROJECTS)
    if projects is not None:
        for sheet in (LINES, PERFORMANCE, INDICATORS):
            for row in _rows(reading, sheet):
                _project(reading, sheet.name, row, projects)


def _rows(reading: Reading, sheet: Sheet) -> Sequence[Row]:
    return reading.rows.get(sheet.name, ())


def _duplicates(reading: Reading) -> None:
    for sheet in SHEETS:
        first: dict[str, int] = {}
        for row in reading.rows.get(sheet.name, ()) if sheet.unique else ():
            value = row.values[sheet.unique]
            if value and value in first:
                message = f"“{value}”与第{first[value]}行重复，请只留一行"
                reading.note(sheet.name, row.at(sheet.unique), message)
            first.setdefault(value, row.number)


def _unit(reading: Reading, sheet: str, row: Row, units: set[str]) -> None:
    code = row.values["unit"]
    if code and code not in units:
        reading.note(sheet, row.at("unit"), f"单位“{code}”不在“单位”表中，请先在“单位”表登记")


def _codes(
    reading: Reading,
    sheet: str,
    row: Row,
    catalogue: Catalogue,
    last_year: Callable[[], Catalogue],
) -> None:
    for key, (kind, words) in CODES.items():
        code = row.values.get(key)
        if code and catalogue.find(kind, code) is None:
            why = catalogue.unknown(kind, code, last_year())
            mend = "" if last_year().find(kind, code) else "，请核对编码"
            reading.note(sheet, row.at(key), f"{words}{why}{mend}")


def _project(reading: Reading, sheet: str, row: Row, projects: Collection[str]) -> None:
    name = row.values["project"]
    if name and name not in projects:
        reading.note(sheet, row.at("project"), f"项目“{name}”不在“项目”表中，请先在“项目”表登记")


def _levels(reading: Reading, row: Row) -> None:
    level1, level2 = row.values["level1"], row.values["level2"]
    if level1 and level1 not in INDICATOR_TREE:
        message = f"一级指标“{level1}”不在可选范围内，请填写：{'、'.join(INDICATOR_TREE)}"
        reading.note(INDICATORS.name, row.at("level1"), message)
    elif level1 and level2 and level2 not in INDICATOR_TREE[level1]:
        wanted = "、".join(INDICATOR_TREE[level1])
        message = f"二级指标“{level2}”不属于{level1}，请填写：{wanted}"
        reading.note(INDICATORS.name, row.at("level2"), message)
