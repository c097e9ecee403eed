"""What import understands: the same amount, code or date in all the shapes that clerks type."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from budgetportal.models import (
    ChangeReason,
    Edition,
    ExpenditureLine,
    PerformanceForm,
    ProcurementItem,
)
from budgetportal.workbook.importing import import_workbook

from .books import packed, small, with_cell, with_sheet

pytestmark = pytest.mark.django_db


def imported(data: bytes) -> None:
    outcome = import_workbook(data, None)
    assert [str(error) for error in outcome.errors] == []


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        (100, "100"),
        (0.1 + 0.2, "0.30"),
        ("1,234.50", "1234.50"),
        ("1 234.50", "1234.50"),
        ("１２３４．５０", "1234.50"),
        (123456789.99, "123456789.99"),
        ("-0.01", "-0.01"),
    ],
)
def test_an_amount(typed: object, yuan: str, codes: None) -> None:
    imported(with_cell("支出明细", 2, 8, typed))
    assert ExpenditureLine.objects.first().amount == Decimal(yuan)


def test_an_amount_in_wan_has_six_decimals(codes: None) -> None:
    sheets = small()
    sheets["支出明细"][0][7] = "金额（万元）"
    sheets["支出明细"][1][7], sheets["支出明细"][2][7] = "1.234567", 2
    imported(packed(sheets))
    assert [line.amount for line in ExpenditureLine.objects.all()] == [
        Decimal("12345.67"),
        Decimal("20000"),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        date(2023, 2, 1),
        datetime(2023, 2, 1, 9),
        "2023-02-01",
        "2023年2月1日",
        "20230201",
        "20230201151227",
    ],
)
def test_a_date(typed: object, codes: None) -> None:
    imported(with_sheet("绩效目标", ["项目名称", "填报日期"], ["平台建设", typed]))
    assert PerformanceForm.objects.get().filled_on == date(2023, 2, 1)


def test_columns_in_any_order_blank_rows_and_codes_as_numbers(codes: None) -> None:
    sheets = small()
    sheets["支出明细"] = [list(reversed(row)) for row in sheets["支出明细"]]
    sheets["支出明细"].insert(1, ["", None, "  "])
    sheets["支出明细"][2][7] = 811001
    sheets["支出明细"][2][4] = 2060404
    imported(packed(sheets))
    assert [(line.unit.code, line.function) for line in ExpenditureLine.objects.all()] == [
        ("811001", "2060404"),
        ("811001", "2060101"),
    ]


@pytest.mark.parametrize("hostile", ["=HYPERLINK(1)", "<script>x</script>", "+1", "@x", "表情😀"])
def test_text_is_text_whatever_it_looks_like(hostile: str, codes: None) -> None:
    imported(with_sheet("政府采购", ["采购类别", "采购内容", "金额"], ["货物", hostile, 5]))
    assert ProcurementItem.objects.get().content == hostile


def test_an_absent_sheet_stays_and_a_present_one_replaces(codes: None) -> None:
    imported(with_sheet("变动原因", ["指标", "原因"], ["收入总计", "新设项目"]))
    imported(packed(small()))
    assert list(ChangeReason.objects.values_list("text", flat=True)) == ["新设项目"]
    imported(with_sheet("变动原因", ["指标", "原因"], ["支出总计", "另有原因"]))
    assert list(ChangeReason.objects.values_list("text", flat=True)) == ["另有原因"]
    assert ExpenditureLine.objects.count() == 2


def test_what_follows_from_the_subject_is_proposed(codes: None) -> None:
    imported(packed(small()))
    line = ExpenditureLine.objects.get(nature="基本支出")
    assert (line.cost_class, line.government_economic, line.level) == ("公用经费", "50201", "市县")


def test_a_dry_run_writes_nothing(codes: None) -> None:
    outcome = import_workbook(packed(small()), None, dry_run=True)
    assert (outcome.errors, Edition.objects.count()) == ((), 0)
    assert outcome.changes != ()
