"""What each column of ``lines.csv`` means: the roles of the Fiscal Data Package 1.0 (budgets).

``columnType`` names a concept of its budget taxonomy; a name that extends one inherits its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from budgetportal.disclosure.document import Document
from budgetportal.ledger.terms import CostClass, Fund, Level, Nature, Vintage

TAXONOMY = "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json"


def _field(title: str, role: str, *terms: StrEnum, optional: bool = False) -> dict[str, Any]:
    rules: dict[str, Any] = {} if optional else {"required": True}
    if terms:
        rules["enum"] = [term.value for term in terms]
    found: dict[str, Any] = {"title": title, "type": "string", "columnType": role}
    return {**found, "constraints": rules} if rules else found


FIELDS: Mapping[str, Mapping[str, Any]] = {
    "unit": _field("单位代码", "administrative-classification:generic:level2:code"),
    "function": _field("功能科目编码", "functional-classification:generic:code"),
    "fund": _field("资金来源", "fin-source:generic:level1:code", *Fund),
    "vintage": _field("资金年份", "fin-source:generic:level2:code", *Vintage),
    "nature": _field("支出性质", "expenditure-type:code", *Nature),
    "economic": _field(
        "部门经济科目编码", "economic-classification:generic:code:department", optional=True
    ),
    "government_economic": _field(
        "政府经济科目编码", "economic-classification:generic:code:government", optional=True
    ),
    "cost_class": _field("经费类别", "expenditure-type:code:cost", *CostClass, optional=True),
    "level": _field("资金级次", "fin-source:generic:level3:code", *Level),
    "project": _field("项目名称", "activity:generic:project:code", optional=True),
    "yuan": {
        "title": "金额（元）",
        "type": "number",
        "bareNumber": True,
        "columnType": "value",
        "constraints": {"required": True},
    },
    "remark": {"title": "备注", "type": "string"},
}
#: columns that hold a code → the resource that names it
KEYS = {
    "unit": "units",
    "function": "functions",
    "economic": "economic",
    "government_economic": "government_economic",
}


def constants(document: Document) -> list[dict[str, Any]]:
    """``extraFields``: what is the same for every line, and so stands beside the file."""
    book = document.book
    department = "administrative-classification:generic:level1"
    return [
        _constant("fiscal_year", "integer", "date:fiscal-year", book.year),
        _constant("currency", "string", "value-currency:code", "CNY"),
        _constant("phase", "string", "phase:id", "approved"),
        _constant("direction", "string", "direction", "expenditure"),
        _constant("department", "string", f"{department}:code", book.department_code),
        _constant("department_name", "string", f"{department}:label", book.department_name),
    ]


def _constant(name: str, kind: str, role: str, value: str | int) -> dict[str, Any]:
    return {"name": name, "type": kind, "columnType": role, "constant": value}
