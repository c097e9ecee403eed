"""Amounts are exact on every database."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Sum

from budgetportal.ledger.terms import Fund, Nature, Vintage
from budgetportal.models import ExpenditureLine
from tests.editions import edition

pytestmark = pytest.mark.django_db


def test_a_thousand_times_ten_fen_is_a_hundred_yuan() -> None:
    made = edition()
    only = ExpenditureLine.objects.get()
    ExpenditureLine.objects.bulk_create(
        ExpenditureLine(
            edition=made,
            unit=only.unit,
            project=only.project,
            nature=Nature.PROJECT,
            function="2060499",
            fund=Fund.GENERAL,
            vintage=Vintage.CURRENT,
            amount=Decimal("0.10"),
        )
        for _ in range(1000)
    )
    lines = ExpenditureLine.objects.filter(function="2060499")
    assert lines.aggregate(total=Sum("amount"))["total"] == Decimal("100.00")


def test_the_largest_amount_survives_a_round_trip() -> None:
    edition(yuan="9999999999999.99")
    assert ExpenditureLine.objects.get().amount == Decimal("9999999999999.99")


def test_amounts_can_be_compared_in_queries() -> None:
    edition(yuan="12345.67")
    assert ExpenditureLine.objects.filter(amount=Decimal("12345.67")).count() == 1
    assert ExpenditureLine.objects.filter(amount__gt=Decimal("12345.67")).count() == 0


def test_the_database_refuses_a_zero_line_and_an_unknown_term() -> None:
    edition()
    line = ExpenditureLine.objects.get()
    line.amount = Decimal(0)
    with pytest.raises(IntegrityError):
        line.save()


def test_what_is_no_amount_is_refused_with_a_sentence() -> None:
    edition()
    line = ExpenditureLine.objects.get()
    line.amount = "1.234"  # type: ignore[assignment]
    with pytest.raises(ValidationError, match="小数超过两位"):
        line.full_clean()
