"""Every format of a hard department says what data.json says, cell by cell."""

import json
from typing import Any

import pytest

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import dump, from_json
from budgetportal.rendering import csv, html, xlsx

from . import printed
from .acts import imported
from .books import packed
from .hard import hard

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(codes: None) -> Document:
    return assemble(imported(packed(hard(), as_text=True)))


@pytest.fixture
def data(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dump(document))
    return found


def test_the_tables_are_full(data: dict[str, Any]) -> None:
    assert [bool(table["rows"]) for table in data["tables"]] == [True] * 13
    named = {line["project"] for line in data["lines"] if line["project"]}
    shown = {cell["text"] for row in data["tables"][11]["rows"] for cell in row["cells"]}
    assert (len(named), named - shown) == (100, set())


def test_the_page(document: Document, data: dict[str, Any]) -> None:
    assert printed.of_html(html.disclosure_page(document)) == printed.of_json(data)


def test_the_spreadsheet(document: Document, data: dict[str, Any]) -> None:
    assert printed.of_xlsx(xlsx.workbook(document), data["tables"]) == printed.of_json(data)


def test_the_csv(document: Document, data: dict[str, Any]) -> None:
    files = csv.files(document)
    for table in data["tables"]:
        assert printed.of_csv(files[f"{table['number']:02}.csv"]) == printed.as_csv(table)


def test_the_lines(document: Document, data: dict[str, Any]) -> None:
    rows = printed.of_csv(csv.files(document)["lines.csv"])
    yuan = csv.LINE_COLUMNS.index("yuan")
    assert [row[yuan] for row in rows] == [line["yuan"] for line in data["lines"]]
    assert len(rows) == 350


def test_the_data_give_the_same_formats_again(document: Document, data: dict[str, Any]) -> None:
    again = from_json(data)
    assert dump(again) == dump(document)
    assert xlsx.workbook(again) == xlsx.workbook(document)
    assert csv.files(again) == csv.files(document)
    assert html.disclosure_page(again) == html.disclosure_page(document)
