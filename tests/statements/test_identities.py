"""The identities at the head of the rule catalogue, over random ledgers."""

from decimal import Decimal

from hypothesis import given, settings

from budgetportal.ledger import scopes
from budgetportal.ledger.book import Book
from budgetportal.ledger.codes import ancestors
from budgetportal.ledger.money import in_wan
from budgetportal.statements.forms.shanxi_2023 import TABLES
from budgetportal.statements.sheet import Cell, Sheet
from tests.random_books import books

Sums = dict[str, list[Decimal]]
MANY = settings(max_examples=60, deadline=None)


def sheets(book: Book) -> dict[int, Sheet]:
    return {sheet.number: sheet for sheet in (table(book) for table in TABLES)}


def yuan(cell: Cell) -> Decimal:
    return cell.yuan or Decimal(0)


def by_first(sheet: Sheet) -> Sums:
    """Money columns in 元 by the text of the first cell."""
    money = [index for index, column in enumerate(sheet.columns) if column.money]
    return {row.cells[0].text: [yuan(row.cells[i]) for i in money] for row in sheet.rows}


def cell(sums: Sums, key: str, column: int) -> Decimal:
    return sums[key][column] if key in sums else Decimal(0)


@given(books())
@MANY
def test_a_parent_is_the_sum_of_its_children(book: Book) -> None:
    for number in (2, 3, 5, 8):
        sums = by_first(sheets(book)[number])
        for code in [key for key in sums if key.isdigit() and len(key) < 7]:
            children = [
                v for k, v in sums.items() if k.startswith(code) and len(k) == len(code) + 2
            ]
            if children:  # 227 预备费 has none
                assert sums[code] == [sum(column) for column in zip(*children, strict=True)]


@given(books())
@MANY
def test_income_and_carry_over_are_spent_or_carried_forward_code_by_code(book: Book) -> None:
    """Table 2's 合计 + 上年结转 = table 3 + year-end carry-forward."""
    tables = sheets(book)
    income, expenditure = by_first(tables[2]), by_first(tables[3])
    unspent: dict[str, Decimal] = {}
    for rest in book.carry_forward:
        for code in ancestors(rest.function):
            unspent[code] = unspent.get(code, Decimal(0)) + rest.yuan
    for code in {*income, *expenditure} - {"合计"}:
        left = cell(income, code, 0) + cell(income, code, 6)
        assert left == cell(expenditure, code, 0) + unspent.get(code, Decimal(0))


@given(books())
@MANY
def test_general_money_of_tables_5_and_13_is_table_4s(book: Book) -> None:
    """Table 5's total + table 13's general column + carried basic general money = table 4's."""
    tables = sheets(book)
    basic = book.total(scopes.spending & scopes.general & scopes.carried & scopes.basic)
    five = cell(by_first(tables[5]), "合计", 0)
    thirteen = cell(by_first(tables[13]), book.department_name, 1)
    spent = next(row for row in tables[4].rows if row.cells[2].text == "本年支出合计")
    assert five + thirteen + basic == yuan(spent.cells[4])


@given(books())
@MANY
def test_projects_of_tables_12_and_13_are_table_3s_project_column(book: Book) -> None:
    tables = sheets(book)
    name = book.department_name
    projects = [cell(by_first(tables[number]), name, 0) for number in (12, 13)]
    assert sum(projects) == cell(by_first(tables[3]), "合计", 2)


@given(books())
@MANY
def test_table_6_is_the_basic_column_of_table_5(book: Book) -> None:
    tables = sheets(book)
    assert cell(by_first(tables[6]), "合计", 0) == cell(by_first(tables[5]), "合计", 1)


@given(books())
@MANY
def test_income_and_expenditure_balance_in_tables_1_and_4(book: Book) -> None:
    tables = sheets(book)
    for number in (1, 4):
        last = tables[number].rows[-1].cells
        assert (last[0].text, last[2].text) == ("收入总计", "支出总计")
        assert yuan(last[1]) == yuan(last[3])


@given(books())
@MANY
def test_every_cell_is_the_sum_of_the_lines_it_names_and_prints_them_rounded(book: Book) -> None:
    for sheet in sheets(book).values():
        for each in [cell for row in sheet.rows for cell in row.cells if cell.select]:
            assert each.select is not None
            assert sum(record.yuan for record in book.chosen(each.select)) == each.yuan
            assert each.text == f"{in_wan(yuan(each)):,f}"


@given(books())
@MANY
def test_what_is_selected_by_no_line_is_blank(book: Book) -> None:
    for sheet in sheets(book).values():
        money = [index for index, column in enumerate(sheet.columns) if column.money]
        blanks = [row.cells[i] for row in sheet.rows for i in money if not row.cells[i].text]
        assert blanks == [Cell()] * len(blanks)
