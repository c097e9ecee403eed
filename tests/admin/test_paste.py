"""A block from Excel or WPS becomes rows to look at, and is stored only when saved."""

from decimal import Decimal

import pytest
from django.test import Client

from budgetportal.models import Edition, ExpenditureLine, ProcurementItem

from .grids import Page, errors, sent

pytestmark = pytest.mark.django_db


HEADS = "金额(万元)\t功能科目编码\t单位代码\t项目名称\t支出性质\t资金来源\t资金年份\t多余\n"
ROW = "1,２34.5\t2060404\t801001\t平台建设\t项目支出\t一般公共预算\t上年结转\t?"


def test_columns_follow_the_heading_of_the_block(clerk: Client, edition: Edition) -> None:
    response = Page(clerk, edition, "lines").paste(HEADS + ROW)
    row = response.context["rows"].rows[1]
    assert {
        name: row.texts[name] for name in ("unit", "project", "amount", "vintage", "level")
    } == {
        "unit": "801001",
        "project": "平台建设",
        "amount": "12,345,000.00",
        "vintage": "上年结转",
        "level": "市县",
    }
    assert (row.fresh, row.names["function"], errors(response)) == (True, "科技成果转化与扩散", [])
    assert "没有用到的列：多余。" in response.content.decode()
    assert ExpenditureLine.objects.count() == 1


def test_what_is_proposed_is_shown_before_it_is_taken(clerk: Client, edition: Edition) -> None:
    block = "单位\t支出性质\t功能科目编码\t部门经济科目编码\t资金来源\t资金年份\t金额（元）\n"
    block += "801001\t基本支出\t2060101\t30201\t一般公共预算\t当年预算\t100"
    row = Page(clerk, edition, "lines").paste(block).context["rows"].rows[1]
    assert (row.texts["government_economic"], row.texts["cost_class"]) == ("50502", "公用经费")
    assert row.proposed == {"government_economic", "cost_class"}


def test_pasted_rows_are_stored_when_saved(clerk: Client, edition: Edition) -> None:
    page = Page(clerk, edition, "procurement")
    page.data = sent(page.paste("货物\t电脑\t５0,000\t0\n服务\t印刷\t1.5\t1.5").context["rows"])
    page.save()
    assert list(ProcurementItem.objects.values_list("kind", "content", "amount")) == [
        ("货物", "电脑", Decimal("50000")),
        ("服务", "印刷", Decimal("1.50")),
    ]


def test_what_cannot_be_read_is_shown_with_its_reason(clerk: Client, edition: Edition) -> None:
    response = Page(clerk, edition, "procurement").paste("货物\t电脑\t五万\t0")
    assert errors(response) == ["“五万”不是数字，请填写金额，例如 12345.67"]
    assert response.context["rows"].rows[0].texts["amount"] == "五万"


def test_a_block_is_laid_over_the_grid_from_the_chosen_cell(
    clerk: Client, edition: Edition
) -> None:
    page = Page(clerk, edition, "lines").type(0, vintage="上年结转")
    rows = page.paste("2.5\t补发\n3\t", "万元", at="0-amount").context["rows"].rows
    assert [(r.texts["amount"], r.texts["remark"], r.texts["vintage"]) for r in rows[:2]] == [
        ("25,000.00", "补发", "上年结转"),
        ("30,000.00", "", ""),
    ]


@pytest.mark.parametrize(
    ("block", "at", "sentence"),
    [
        (
            "801001\t基本支出\t2060101",
            "",
            "粘贴的内容有3列，这张表有12列，对不上；请连同表头一起复制，或者先点中起始的格子再粘贴。",
        ),
        (
            "1\t2\t3",
            "0-amount",
            "粘贴的内容有3列，从“金额（元）”起只有2列，对不上；请连同表头一起复制。",
        ),
        (
            "单位代码\t支出性质\t功能科目编码\n801001\t基本支出\t2060101",
            "",
            "表头中缺少“资金来源”“资金年份”“金额（元）”，请连同这些列一起复制。",
        ),
        (" \n\t\n", "", "没有粘贴内容，请先把表格中的若干行复制过来。"),
        (HEADS, "", "粘贴的内容只有表头，没有数据。"),
        (
            (ROW + "\n") * 1001,
            "",
            "一次最多粘贴1000行，这里有1001行；请分几次粘贴，或者用工作簿导入。",
        ),
    ],
    ids=["three of twelve", "past the edge", "columns missing", "nothing", "headings", "too many"],
)
def test_a_block_that_does_not_fit_is_refused_in_a_sentence_and_kept(
    clerk: Client, edition: Edition, block: str, at: str, sentence: str
) -> None:
    page = Page(clerk, edition, "lines").type(0, amount="77.00")
    response = page.paste(block, at=at)
    assert [str(message) for message in response.context["messages"]] == [sentence]
    assert response.context["copied"] == block
    assert response.context["rows"].rows[0].texts["amount"] == "77.00"
