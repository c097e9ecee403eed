"""Document → data.json."""

import json
from typing import Any

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import PerformanceForm
from budgetportal.ledger.money import plain
from budgetportal.ledger.rules import Checks
from budgetportal.ledger.terms import Horizon
from budgetportal.notes.note import Chart, Note
from budgetportal.statements.sheet import Cell, Row, Sheet

from .ledger import ledger

FORMAT = "budgetportal/1"
HORIZONS = {Horizon.PERIOD: "period", Horizon.YEAR: "year"}
Json = dict[str, Any]


def dump(document: Document) -> bytes:
    """The bytes of data.json: UTF-8, the same for the same document."""
    return (json.dumps(to_json(document), ensure_ascii=False, indent=1) + "\n").encode()


def to_json(document: Document) -> Json:
    """The whole document; enumerations are the official terms, amounts are strings in 元."""
    book = document.book
    return {
        "format": FORMAT,
        "form": document.form,
        "department": {"code": book.department_code, "name": book.department_name},
        "region": document.region,
        "year": book.year,
        "revision": document.revision,
        "published_at": document.published_at and document.published_at.isoformat(),
        "approved_on": document.approved_on and document.approved_on.isoformat(),
        "sample": document.is_sample,
        "correction": document.correction,
        "secrecy_reviewed": document.secrecy_reviewed,
        "texts": _texts(document),
        "tables": [_table(sheet) for sheet in document.sheets],
        "notes": [_note(note) for note in document.notes],
        "forms": [_form(form) for form in document.forms],
        "glossary": [{"term": t.term, "definition": t.definition} for t in document.glossary],
        "checks": checks_json(document.checks),
        **ledger(book),
    }


def _texts(document: Document) -> Json:
    texts = document.texts
    return {"部门职责": texts.duties, "机构设置": texts.setup, **texts.answers}


def _table(sheet: Sheet) -> Json:
    return {
        "number": sheet.number,
        "title": sheet.title,
        "label": sheet.label,
        "unit": sheet.unit,
        "columns": [column.label for column in sheet.columns],
        "rows": [_row(row) for row in sheet.rows],
        "note": sheet.note,
        "layout": {
            "headings": [list(column.path) for column in sheet.columns],
            "money": [column.money for column in sheet.columns],
            "widths": [column.width for column in sheet.columns],
            "landscape": sheet.landscape,
            "numbered": sheet.numbered,
        },
    }


def _row(row: Row) -> Json:
    return {"role": row.role.value, "level": row.level, "cells": [_cell(c) for c in row.cells]}


def _cell(cell: Cell) -> Json:
    found: Json = {"text": cell.text}
    if cell.yuan is not None:
        found["yuan"] = plain(cell.yuan)
    if cell.indent:
        found["indent"] = cell.indent
    return found


def _note(note: Note) -> Json:
    found: Json = {
        "number": note.number,
        "title": note.title,
        "paragraphs": list(note.paragraphs),
        "figures": {name: plain(yuan) for name, yuan in note.figures.items()},
    }
    if note.charts:
        found["charts"] = [_chart(chart) for chart in note.charts]
    return found


def _chart(chart: Chart) -> Json:
    slices = [{"label": each.label, "yuan": plain(each.yuan)} for each in chart.slices]
    return {"title": chart.title, "slices": slices}


def _form(form: PerformanceForm) -> Json:
    return {
        "project": form.project,
        "unit": form.unit,
        "fields": dict(form.fields),
        "funding": {
            HORIZONS[horizon]: {
                "total": plain(form.total(horizon)),
                **{name: plain(yuan) for name, yuan in form.funding[horizon].items()},
            }
            for horizon in Horizon
        },
        "indicators": [
            {
                "horizon": HORIZONS[each.horizon],
                "level1": each.level1,
                "level2": each.level2,
                "level3": each.level3,
                "value": each.value,
            }
            for each in form.indicators
        ],
    }


def checks_json(checks: Checks) -> Json:
    """The ``checks`` object; ``checkbudget --json`` prints it too."""
    return {
        "rules": checks.rules,
        "passed": checks.passed,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "message": finding.message,
                "expected": finding.expected,
                "actual": finding.actual,
                "difference": finding.difference,
                "mend": finding.mend,
                "where": finding.where,
                "answer": finding.answer,
            }
            for finding in checks.findings
        ],
    }
