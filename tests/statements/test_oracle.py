"""The engine and a plain second computation print the same cells, whatever the ledger."""

from hypothesis import given, settings

from budgetportal.ledger.book import Book
from budgetportal.statements.forms.shanxi_2023 import TABLES
from tests.random_books import books

from . import oracle

NOTHING = "注：本表无数据"


#: tables that print their rows even when nothing falls in their scope
FIXED = (1, 4, 10)


@given(books())
@settings(max_examples=60, deadline=None)
def test_every_cell_of_the_thirteen_tables(made: Book) -> None:
    expected = oracle.tables(made)
    for sheet in (table(made) for table in TABLES):
        rows = [[cell.text for cell in row.cells] for row in sheet.rows]
        assert rows == expected[sheet.number], sheet.title
        assert sheet.number in FIXED or (sheet.note == NOTHING) is (rows == []), sheet.title
