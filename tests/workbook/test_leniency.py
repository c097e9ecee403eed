"""What import understands: the same amount, code or date in all the shapes that clerks type."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from budgetportal.models import ExpenditureLine, PerformanceForm, ProcurementItem, Project

from .acts import imported
from .books import packed, small, with_cell, with_sheet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        (100, "100"),
        (0.1 + 0.2, "0.30"),
        (123456789.99, "123456789.99"),
        (9999999999999.99, "9999999999999.99"),
        ("1234.5", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1,234", "1234"),
        ("1 234.50", "1234.50"),
        ("1\u00a0234.50", "1234.50"),
        (" １，２３４．５０ ", "1234.50"),
        ("-0.01", "-0.01"),
        ("－50.00", "-50"),
        ("−50", "-50"),
        ("1.2E+3", "1200"),
    ],
)
def test_an_amount(typed: Any, yuan: str, codes: None) -> None:
    imported(with_cell("支出明细", 2, 8, typed))
    assert [line.amount for line in ExpenditureLine.objects.all()] == [
        Decimal(yuan),
        Decimal("50.25"),
    ]


@pytest.mark.parametrize("heading", ["金额(万元)", "金额（万元）", "金额 (万元)*"])
@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("1.234567", "12345.67"),
        (0.000001, "0.01"),
        (12345.678999, "123456789.99"),
        ("-0.005", "-50"),
    ],
)
def test_an_amount_in_wan(heading: str, typed: Any, yuan: str, codes: None) -> None:
    sheets = small()
    sheets["支出明细"] = [
        [*sheets["支出明细"][0][:7], heading],
        [*sheets["支出明细"][1][:7], typed],
    ]
    imported(packed(sheets))
    assert ExpenditureLine.objects.get().amount == Decimal(yuan)


@pytest.mark.parametrize(
    "typed",
    [
        date(2023, 2, 1),
        datetime(2023, 2, 1, 9),
        "2023-02-01",
        "2023-2-1",
        "2023-02-01 12:30:15",
        "2023-02-01T09:00:00",
        "2023年2月1日",
        "2023年02月01日 9:30",
        "2023年2月1日 下午3时30分",
        "２０２３年２月１日",
        "20230201",
        20230201,
        "20230201151227",
        "20230201 15:12",
    ],
)
def test_a_date(typed: Any, codes: None) -> None:
    imported(with_sheet("绩效目标", ["项目名称", "填报日期"], ["平台建设", typed]))
    assert PerformanceForm.objects.get().filled_on == date(2023, 2, 1)


def test_columns_in_any_order_blank_rows_and_starred_headings(codes: None) -> None:
    as_usual = imported(packed(small()))
    lines = list(as_usual.expenditureline_set.values_list("unit__code", "function", "amount"))
    sheets = {name: [row[::-1] for row in rows] for name, rows in small().items()}
    for rows in sheets.values():
        rows[0] = [f"{heading}*" for heading in rows[0]] if len(rows[0]) > 2 else rows[0]
        rows[1:1] = [[], ["", None, "  "]]
    edition = imported(packed(sheets))
    assert edition == as_usual
    assert lines == list(
        edition.expenditureline_set.values_list("unit__code", "function", "amount")
    )


@pytest.mark.parametrize("typed", [811001, 811001.0, "811001 ", "８１１００１"])
def test_a_code(typed: Any, codes: None) -> None:
    imported(with_cell("支出明细", 2, 1, typed))
    imported(with_cell("支出明细", 2, 4, 2060404))
    assert [(line.unit.code, line.function) for line in ExpenditureLine.objects.all()] == [
        ("811001", "2060404"),
        ("811001", "2060101"),
    ]


@pytest.mark.parametrize(
    "typed",
    ["=HYPERLINK(1)", "<script>x</script>", "+1", "-1", "@x", "#N/A", "表情😀", "一\n二", "'=1"],
)
@pytest.mark.parametrize("as_text", [True, False])
def test_text_is_text_whatever_it_looks_like(typed: str, as_text: bool, codes: None) -> None:
    rows = [["采购类别", "采购内容", "金额"], ["货物", typed, 5]]
    imported(packed({**small(), "政府采购": rows}, as_text=as_text))
    assert ProcurementItem.objects.get().content == typed


def test_an_array_formula_is_its_text(codes: None) -> None:
    formula = ArrayFormula("B2", "=SUM(A1:A2)")
    imported(with_sheet("政府采购", ["采购类别", "采购内容", "金额"], ["货物", formula, 5]))
    assert ProcurementItem.objects.get().content == "=SUM(A1:A2)"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("一次性项目", "一次性项目"),
        ("延续性项目（2022-2024年）", "延续性项目"),
        ("经常性项目(每年)", "经常性项目"),
        (None, ""),
    ],
)
def test_the_kind_of_a_project_may_carry_a_remark(typed: Any, kind: str, codes: None) -> None:
    rows = (
        ["项目名称", "单位代码", "项目属性", "项目期（年）"],
        ["平台建设", "811001", typed, "3年"],
    )
    imported(with_sheet("项目", *rows))
    assert Project.objects.values_list("kind", "years").get() == (kind, 3)
