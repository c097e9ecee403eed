"""What an import would change, counted by sheet."""

from __future__ import annotations

from collections import Counter

from budgetportal.models import Edition

from .reader import Reading
from .sheets import SHEETS
from .writer import tables


def changes(reading: Reading, edition: Edition | None) -> tuple[str, ...]:
    """One Chinese line a sheet: rows now, rows in the workbook."""
    if edition is None:
        return tuple(
            f"{sheet.name}：新增{len(reading.rows[sheet.name])}行"
            for sheet in SHEETS
            if sheet.name in reading.rows and sheet is not SHEETS[0]
        )
    now = {name: Counter(tuple(row) for row in rows) for name, rows in tables(edition).items()}
    return tuple(
        f"{sheet.name}：现有{now[sheet.name].total()}行，工作簿中{len(reading.rows[sheet.name])}行"
        for sheet in SHEETS[1:]
        if sheet.name in reading.rows
    )
