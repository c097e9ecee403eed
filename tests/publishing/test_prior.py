"""Last year's figures: published ones win; a typed one that differs says why, and is printed."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.prior import prior_year
from budgetportal.ledger.terms import Indicator
from budgetportal.models import Edition, PriorYearFigure
from budgetportal.publishing import workflow
from tests.editions import NOW, edition

pytestmark = pytest.mark.django_db
INCOME = Indicator.INCOME


@pytest.fixture
def last(codes: None, people: dict[str, User], media: Path) -> Edition:
    """2022 of department 801, published: 1万元."""
    made = edition(year=2022)
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    workflow.publish(made, people["发布"], NOW)
    return made


def typed(made: Edition, yuan: str, why: str = "") -> None:
    PriorYearFigure.objects.create(
        edition=made, indicator=INCOME, amount=Decimal(yuan), adjustment=why
    )


def test_a_typed_figure_against_the_published_one(last: Edition, people: dict[str, User]) -> None:
    made = edition(year=2023)
    assert prior_year(made).figures[INCOME] == Decimal("10000")
    typed(made, "9000")
    assert prior_year(made).figures[INCOME] == Decimal("10000")
    found = {f.where: f for f in assemble(made).checks.findings if f.rule == "T02"}
    finding = found["上年数：收入总计"]
    assert (finding.blocks, finding.expected, finding.actual) == (True, "1.00万元", "0.90万元")
    PriorYearFigure.objects.update(adjustment="剔除划出单位")
    assert prior_year(made).figures[INCOME] == Decimal("9000")
    document = assemble(made)
    assert [f for f in document.checks.findings if f.rule == "T02"] == []
    assert "上年数口径调整：剔除划出单位" in document.notes[0].paragraphs[0]
    workflow.withdraw(last, people["发布"], "有误")
    assert prior_year(made).figures == {INCOME: Decimal("9000")}


def test_a_successor_takes_the_figures_of_its_former_code(last: Edition) -> None:
    made = edition("803")
    assert prior_year(made).figures == {}
    made.former_code = "801"
    assert prior_year(made).figures[INCOME] == Decimal("10000")
    made.former_code = "801、802"
    assert prior_year(made).figures == {}
