"""Widths: whole per cents, figures never broken, the largest type that does it."""

from dataclasses import replace
from decimal import Decimal

from budgetportal.rendering.widths import LINE, NARROW, SIZES, layout
from budgetportal.statements.sheet import Cell, Column, Role, Row, Sheet
from tests.documents import document
from tests.text_ledger import book


def sheet(*texts: str, landscape: bool = False) -> Sheet:
    """A sheet of one name and these amounts."""
    columns = (Column(("名称",), False, 7), *(Column(("金额",), True, 3) for _ in texts[1:]))
    money = (Cell(text, Decimal(1)) for text in texts[1:])
    return Sheet(
        1,
        "表",
        columns,
        (Row(Role.ITEM, 0, (Cell(texts[0]), *money)),),
        None,
        "表1",
        "万元",
        landscape,
    )


def test_per_cents_add_up_to_a_hundred() -> None:
    sheets = document(book("2060404 一般公共预算 当年 项目 1234567.89")).sheets
    assert {sum(layout(each).percents) for each in sheets} == {100}


def test_ordinary_amounts_stand_in_the_largest_type() -> None:
    assert layout(sheet("项目甲", "1,234.56", "1,234.56")).classes == "large airy"


def test_long_names_give_way_before_the_type_does() -> None:
    assert layout(sheet("某" * 60, *["12,345.67"] * 4)).classes == "airy"


def test_rows_stand_as_high_as_the_page_allows() -> None:
    classes = [_air(rows) for rows in (20, 30, 34, 38, 41, 200)]
    assert classes == ["airy", "roomy", "ample", "", "tight", ""]


def _air(rows: int) -> str:
    one = sheet("项目甲", "1,234.56")
    return layout(replace(one, number=2, rows=one.rows * rows)).classes.removeprefix("large ")


def test_the_largest_amounts_of_six_columns_fit_their_columns() -> None:
    amount = "-999,999,999.99"
    found = layout(sheet("某" * 60, *[amount] * 6))
    size = dict(SIZES)[found.classes.split()[0]]
    assert all(
        percent / 100 * LINE[False] * size >= len(amount) * NARROW for percent in found.percents
    )
