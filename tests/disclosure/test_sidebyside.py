"""Two figures beside each other: a percentage only where there is something to measure by."""

from decimal import Decimal

import pytest

from budgetportal.disclosure.sidebyside import side_by_side
from budgetportal.statements.sheet import Cell, Column, Role, Row, Sheet


def sheet(yuan: int) -> Sheet:
    cells = (Cell("甲"), Cell(f"{yuan}", yuan=Decimal(yuan)))
    return Sheet(
        number=3,
        label="预算公开表3",
        title="2023年预算支出总表",
        unit="元",
        columns=(Column(("项目",), False, 50), Column(("合计",), True, 50)),
        note=None,
        rows=(Row(Role.ITEM, 0, cells),),
    )


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (150, 100, "+50.00%"),
        (50, 100, "-50.00%"),
        (100, 100, "持平"),
        (100_000_001, 100_000_000, "0.00%"),
        (100, 0, "增加"),
        (100, -100, "增加"),
        (-200, -100, "减少"),
        (-100, -100, "持平"),
        (0, 0, ""),
    ],
)
def test_change_against_zero_or_less_is_said_in_words(now: int, then: int, words: str) -> None:
    (pair,) = side_by_side(sheet(now), sheet(then), "合计")
    assert pair.change == words
