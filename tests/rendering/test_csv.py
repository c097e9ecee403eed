"""CSV: 万元 without separators, harmless text, leaf lines in exact 元."""

import csv
import io

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform.ledger import line_json
from budgetportal.rendering.csv import LINE_COLUMNS, files, headers
from budgetportal.statements.sheet import Column

from .conftest import HOSTILE


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_one_file_for_each_table_and_one_for_the_lines(awkward: Document) -> None:
    assert list(files(awkward)) == [f"{n:02d}.csv" for n in range(1, 14)] + ["lines.csv"]


def test_header_cells_are_group_and_leaf() -> None:
    columns = [
        Column(("收入", "项目"), False, 1),
        Column(("合计",), True, 1),
        Column(("合计",), True, 1),
        Column(("收入", "项目"), False, 1),
    ]
    assert headers(columns) == ["收入/项目", "合计", "合计 (2)", "收入/项目 (2)"]


def test_amounts_have_no_separators_and_formulas_an_apostrophe(awkward: Document) -> None:
    table = rows(files(awkward)["12.csv"])
    assert table[3:] == [
        [f"'{HOSTILE}", "123.46", "123.46", "", "", "", ""],
        ["'+专项", "-0.50", "-0.50", "", "", "", "0.00"],
    ]


def test_every_row_of_every_table_is_there(awkward: Document) -> None:
    written = files(awkward)
    for sheet in awkward.sheets:
        table = rows(written[f"{sheet.number:02d}.csv"])
        assert table[0] == headers(sheet.columns)
        assert len(set(table[0])) == len(table[0])
        assert len(table) == 1 + len(sheet.rows)


def test_lines_are_the_lines_of_the_data_in_exact_yuan(awkward: Document) -> None:
    table = rows(files(awkward)["lines.csv"])
    assert tuple(table[0]) == LINE_COLUMNS == tuple(line_json(awkward.book.lines[0]))
    assert [row[LINE_COLUMNS.index("yuan")] for row in table[1:]] == [
        "6900.00",
        "1234567.89",
        "-4999.99",
        "49.00",
        "80000.00",
    ]
