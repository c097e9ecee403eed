"""A folder of CSV files, one a sheet, → the same workbook as .xlsx (the samples)."""

import csv
import io
from pathlib import Path

from openpyxl import Workbook

from .sheets import SHEETS


def to_xlsx(folder: Path) -> bytes:
    """The bytes of a workbook whose sheets are the folder's CSV files."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for sheet in SHEETS:
        path = folder / f"{sheet.name}.csv"
        if path.exists():
            page = book.create_sheet(sheet.name)
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.reader(file):
                    page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
