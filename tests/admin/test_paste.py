"""A block from Excel or WPS becomes rows to look at, and is stored only when saved."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from budgetportal.models import Edition, ExpenditureLine, ProcurementItem

from .grids import errors

pytestmark = pytest.mark.django_db


def paste(clerk: Client, edition: Edition, key: str, block: str, unit: str = "元") -> Any:
    return clerk.post(f"/admin/desk/{edition.pk}/{key}/paste/", {"block": block, "unit": unit})


def test_columns_follow_the_heading_of_the_block(clerk: Client, edition: Edition) -> None:
    block = "金额(万元)\t功能科目编码\t单位代码\t项目名称\t支出性质\t资金来源\t资金年份\n"
    block += "1,２34.5\t2060404\t801001\t平台建设\t项目支出\t一般公共预算\t上年结转"
    response = paste(clerk, edition, "lines", block, "万元")
    row = response.context["rows"].forms[1]
    assert {name: row[name].value() for name in ("unit", "project", "amount", "vintage")} == {
        "unit": "801001",
        "project": "平台建设",
        "amount": "12345000.00",
        "vintage": "上年结转",
    }
    assert errors(response) == []
    assert ExpenditureLine.objects.count() == 1


def test_pasted_rows_are_stored_when_saved(clerk: Client, edition: Edition) -> None:
    response = paste(clerk, edition, "procurement", "货物\t电脑\t５0,000\t0\n服务\t印刷\t1.5\t1.5")
    data = dict(response.context["rows"].data.items())
    clerk.post(f"/admin/desk/{edition.pk}/procurement/", data)
    assert list(ProcurementItem.objects.values_list("kind", "content", "amount")) == [
        ("货物", "电脑", Decimal("50000")),
        ("服务", "印刷", Decimal("1.50")),
    ]


def test_what_cannot_be_read_is_shown_with_its_reason(clerk: Client, edition: Edition) -> None:
    response = paste(clerk, edition, "procurement", "货物\t电脑\t五万\t0")
    assert errors(response) == ["“五万”不是数字，请填写金额，例如 12345.67"]
    assert response.context["rows"].forms[0]["amount"].value() == "五万"
