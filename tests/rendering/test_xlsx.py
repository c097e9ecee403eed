"""XLSX: a worksheet for each table, numbers equal to what is printed, text never a formula."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from budgetportal.disclosure.document import Document
from budgetportal.ledger.money import wan_text
from budgetportal.rendering import xlsx

from .conftest import HOSTILE


@pytest.fixture
def written(awkward: Document) -> Workbook:
    return load_workbook(io.BytesIO(xlsx.workbook(awkward)))


def test_every_cell_is_what_is_printed(awkward: Document, written: Workbook) -> None:
    assert written.sheetnames == [sheet.label for sheet in awkward.sheets]
    for sheet in awkward.sheets:
        page = written[sheet.label]
        first = xlsx.HEADING + len(sheet.heading) + sheet.numbered
        cells = [
            [page.cell(first + i, 1 + j) for j in range(len(sheet.columns))]
            for i in range(len(sheet.rows))
        ]
        for row, places in zip(sheet.rows, cells, strict=True):
            for cell, place in zip(row.cells, places, strict=True):
                if cell.yuan is None:
                    assert (place.value or "") == cell.text
                else:
                    assert f"{Decimal(str(place.value)):,.2f}" == wan_text(cell.yuan) == cell.text
                    assert place.number_format == "#,##0.00"
        assert page.cell(first + len(sheet.rows), 1).value == sheet.note


def test_no_cell_is_a_formula(written: Workbook) -> None:
    cells = [cell for page in written for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"n", "s"}
    hostile = next(cell for cell in cells if cell.value == HOSTILE)
    assert (hostile.data_type, hostile.quotePrefix) == ("s", True)


def test_headings_are_merged_and_repeated_on_every_page(written: Workbook) -> None:
    page = written["预算公开表2"]
    assert sorted(map(str, page.merged_cells.ranges)) == ["A2:I2", "A4:B4", "C4:H4", "I4:I5"]
    assert (page["A1"].value, page["A2"].value) == ("预算公开表2", "2023年预算收入总表")
    assert (page["A3"].value, page["I3"].value) == ("部门名称：科技金融部", "单位：万元")
    assert [page[place].value for place in ("A4", "C4", "I4")] == ["项目", "本年收入", "上年结转"]
    assert page.print_title_rows == "$4:$5"
    assert page.page_setup.orientation == "landscape"
    assert written["预算公开表1"].page_setup.orientation == "portrait"


def test_the_column_numbers_stand_under_the_heading(written: Workbook) -> None:
    assert [cell.value for cell in written["预算公开表12"][6]] == [1, 2, 3, 4, 5, 6, 7]


def test_the_same_document_gives_the_same_bytes(awkward: Document) -> None:
    assert xlsx.workbook(awkward) == xlsx.workbook(awkward)
