"""Exact 元 in, 万元 out; only ledger.money rounds."""

from decimal import Decimal

import pytest

from budgetportal.ledger import money


@pytest.mark.parametrize(
    ("yuan", "printed"),
    [
        ("325103900", "32,510.39"),
        ("0", ""),
        ("0.01", "0.00"),
        ("-0.01", "0.00"),
        ("50", "0.01"),
        ("49.99", "0.00"),
        ("-50", "-0.01"),
        ("-12345678.90", "-1,234.57"),
    ],
)
def test_wan_is_rounded_half_up_and_only_exact_zero_is_blank(yuan: str, printed: str) -> None:
    assert money.wan_text(Decimal(yuan)) == printed


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("１２3.4", "123.40"),
        ("1,234.5", "1234.50"),
        ("1 234.50", "1234.50"),
        ("１，２３４．５０", "1234.50"),
        (109200, "109200.00"),
        (0.1 + 0.2, "0.30"),
        ("-5", "-5.00"),
    ],
)
def test_what_a_clerk_types_is_read_exactly(typed: object, yuan: str) -> None:
    assert money.parse(typed) == Decimal(yuan)


@pytest.mark.parametrize(
    "typed",
    ["1.2.3", "abc", "NaN", "1e400", "1.234", "", "Infinity", "1_000", "--1", "0x10", "一百"],
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(money.NotAnAmount, match="“"):
        money.parse(typed)


def test_wan_takes_six_decimals_and_no_more() -> None:
    assert money.parse("10.920001", wan=True) == Decimal("109200.01")
    with pytest.raises(money.NotAnAmount, match="超过六位"):
        money.parse("10.9200011", wan=True)


@pytest.mark.parametrize(
    ("yuan", "printed"), [("670000", "670,000"), ("0", "0"), ("123456.7", "123,456.70")]
)
def test_forms_print_yuan_with_decimals_only_where_there_are_fen(yuan: str, printed: str) -> None:
    assert money.yuan_text(Decimal(yuan)) == printed


def test_a_share_of_nothing_is_no_percentage() -> None:
    assert money.percent(Decimal(1), Decimal(0)) is None
    assert money.percent(Decimal(1), Decimal(3)) == Decimal("33.33")
