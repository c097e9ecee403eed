"""Out and in again changes nothing, and every format says the same, cell by cell."""

import csv
import io
import json
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.jsonform import dump
from budgetportal.models import Department, Edition
from budgetportal.rendering import csv as csv_files
from budgetportal.rendering import html, xlsx
from budgetportal.workbook.importing import import_workbook
from budgetportal.workbook.writer import write

from .hard import hard

pytestmark = pytest.mark.django_db


def as_text(sheets: dict[str, list[list[Any]]]) -> bytes:
    """The workbook with every cell as text: nothing becomes a formula."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                cell = page.cell(number, place, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def imported(data: bytes) -> Edition:
    outcome = import_workbook(data, None)
    assert [str(error) for error in outcome.errors] == []
    assert outcome.edition is not None
    return outcome.edition


@pytest.fixture
def edition(codes: None) -> Edition:
    return imported(as_text(hard()))


@pytest.fixture
def tables(edition: Edition) -> list[dict]:
    found: list[dict] = json.loads(dump(assemble(edition)))["tables"]
    return found


def printed(tables: list[dict]) -> list[list[list[str]]]:
    return [[[cell["text"] for cell in row["cells"]] for row in table["rows"]] for table in tables]


def test_exported_and_imported_again_the_data_are_the_same(edition: Edition) -> None:
    before = dump(assemble(edition))
    workbook = write(edition)
    assert dump(assemble(imported(workbook))) == before
    for each in (edition.expenditureline_set, edition.receipt_set):
        each.all().delete()
    edition.yearendcarryforward_set.all().delete()
    edition.project_set.all().delete()
    edition.delete()
    Department.objects.all().delete()
    assert dump(assemble(imported(workbook))) == before


def test_the_page_says_what_the_data_say(edition: Edition, tables: list[dict]) -> None:
    reader = Sheets()
    reader.feed(html.disclosure_page(assemble(edition)))
    assert reader.sheets == printed(tables)


def test_the_csv_says_what_the_data_say(edition: Edition, tables: list[dict]) -> None:
    files = csv_files.files(assemble(edition))
    for table in tables:
        content = files[f"{table['number']:02}.csv"].decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(content)))[1:]
        assert rows == [[_csv(cell) for cell in row["cells"]] for row in table["rows"]]


def test_the_spreadsheet_says_what_the_data_say(edition: Edition, tables: list[dict]) -> None:
    book = load_workbook(io.BytesIO(xlsx.workbook(assemble(edition))))
    for table, page in zip(tables, book.worksheets, strict=True):
        last = page.max_row - bool(table["note"])
        first = last - len(table["rows"]) + 1
        width = len(table["columns"])
        found = [
            [_cell(page.cell(row, column)) for column in range(1, width + 1)]
            for row in range(first, last + 1)
        ]
        assert found == [[cell["text"] for cell in row["cells"]] for row in table["rows"]]
        assert [c.coordinate for row in page for c in row if c.data_type == "f"] == []


def test_queries_do_not_grow_with_lines(codes: None) -> None:
    """Both fit SQLite's batch of 999 parameters; beyond it there is one query a batch."""

    def queries(code: str, projects: int, lines: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            imported(as_text(hard(code, projects, lines)))
        return len(seen)

    assert queries("813", 5, 10) == queries("814", 8, 40)


def _csv(cell: dict) -> str:
    text: str = cell["text"]
    if "yuan" in cell:
        return text.replace(",", "")
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:,.2f}"


class Sheets(HTMLParser):
    """The body cells of every table of class sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[list[list[str]]] = []
        self.inside = self.body = self.cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" and "sheet" in (dict(attrs).get("class") or "").split():
            self.inside = True
            self.sheets.append([])
        elif self.inside and tag == "tbody":
            self.body = True
        elif self.body and tag == "tr":
            self.sheets[-1].append([])
        elif self.body and tag in ("td", "th"):
            self.cell = True
            self.sheets[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.cell = False
        elif tag == "tbody":
            self.body = False
        elif tag == "table":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.cell:
            self.sheets[-1][-1][-1] += data
