"""公民版: one page of A4, plain words, and pictures that never claim what they cannot show."""

import io
import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from django.utils.timezone import get_default_timezone
from pypdf import PdfReader

from budgetportal.disclosure.document import Document
from budgetportal.rendering import pdf
from budgetportal.rendering.citizens import citizens
from budgetportal.rendering.html import citizens_page, disclosure_page
from budgetportal.rendering.overview import overview, printed_in
from budgetportal.rendering.pictures.bars import Bar, bars, shares
from budgetportal.rendering.pictures.flow import flow
from budgetportal.rendering.pictures.hundred import hundred
from tests.documents import document, form
from tests.text_ledger import book

FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金")
FUNCTIONS = ("2011301", "2060404", "2080505", "2101101", "2210201", "2299999")


@pytest.fixture(scope="module")
def full() -> Document:
    """All funds, more functions and projects than are told, goals that are too long."""
    lines = [
        f"project:{'很长的项目名称' * 4}{i} {FUNCTIONS[i % 6]} {FUNDS[i % 5]} 当年 项目 {i + 1}0000"
        for i in range(9)
    ]
    lines.append("2011301 一般公共预算 当年 基本 30217 6900.00")
    goals = (form(f"{'很长的项目名称' * 4}{i}", 年度总体目标="目标" * 60) for i in range(9))
    moment = datetime(2023, 2, 14, 9, tzinfo=get_default_timezone())
    return replace(document(book(*lines), *goals, is_sample=True), revision=1, published_at=moment)


def test_it_is_one_page_of_a4_and_the_same_bytes_each_time(full: Document) -> None:
    content = pdf.citizens(full)
    pages = PdfReader(io.BytesIO(content)).pages
    assert [(round(p.mediabox.width), round(p.mediabox.height)) for p in pages] == [(595, 842)]
    assert pdf.citizens(full) == content


def test_it_tells_the_largest_projects_and_adds_up_the_others(full: Document) -> None:
    found = citizens(full)
    assert [work.amount for work in found.works] == [f"{n}.00万元" for n in (9, 8, 7, 6, 5)]
    assert found.rest == "另有4个项目，共10.00万元。"
    assert {len(work.goal) for work in found.works} == {54}
    assert sum(kind.squares for kind in found.hundred.kinds) == 100


def test_what_a_department_typed_is_never_markup(awkward: Document) -> None:
    moment = datetime(2023, 2, 14, 9, tzinfo=get_default_timezone())
    page = citizens_page(replace(awkward, revision=1, published_at=moment))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_negative_parts_are_not_drawn_as_if_they_had_a_size() -> None:
    parts = [("甲", Decimal(30)), ("乙", Decimal(-10))]
    assert hundred(parts).kinds == ()
    assert bars([Decimal(30), Decimal(-10)]) == (Bar(250, 750), Bar(0, 250))
    assert [row.share for row in shares("", parts).rows] == ["150.00%", "-50.00%"]
    streams = [
        (("资金", "甲", "事"), Decimal(300000)),
        (("资金", "乙", "事"), Decimal(-100000)),
        (("资金", "丙", "事"), Decimal(100000)),
    ]
    drawn = flow("流向", ("一", "二", "三"), streams)
    assert [node.name for node in drawn.levels[1].nodes] == ["甲", "丙"]
    assert drawn.sentence == "另有负数-10.00万元，画不出宽度，没有画入图中。"


def test_pictures_speak_the_unit_of_the_tables(full: Document) -> None:
    """A form that prints 元 has its pictures, shares and changes in 元 too."""
    in_yuan = replace(full, sheets=tuple(replace(sheet, unit="元") for sheet in full.sheets))
    found, shown = citizens(in_yuan), overview(in_yuan.book, printed_in(in_yuan))
    assert (found.unit, found.total, citizens(full).total) == ("元", "456,900.00", "45.69")
    assert found.funds.rows[0].figure == "130,000.00"
    assert shown.flow.unit == shown.unit == "元"
    assert shown.flow.levels[0].nodes[0].figure == "130,000.00"
    page = citizens_page(in_yuan)
    assert '<p class="big"><strong>456,900.00</strong> 元</p>' in page
    assert '<th scope="col">万元</th>' not in page


def test_shares_of_functions_are_bars_beside_their_figures(full: Document) -> None:
    """Every 类, also those that the squares of the 公民版 draw as one; the largest first."""
    rows = overview(full.book).functions.rows
    squares = citizens(full).hundred.kinds
    assert [(row.label, row.figure) for row in rows[:4]] == [
        (kind.label, kind.figure) for kind in squares[:4]
    ]
    assert [(row.label, row.figure) for row in rows[4:]] == [
        ("住房保障支出", "5.00"),
        ("卫生健康支出", "4.00"),
    ]
    assert [row.bar.width for row in rows] == sorted((r.bar.width for r in rows), reverse=True)
    table = disclosure_page(full).partition("支出用在哪些方面</h3>")[2].partition("</table>")[0]
    assert re.findall(r'<th scope="row">(.*?)</th>', table) == [row.label for row in rows]
    assert table.count('<svg class="bar"') == len(rows)


def test_a_node_of_the_picture_leads_to_its_row(full: Document) -> None:
    page = disclosure_page(full)
    drawn = page.partition('class="lying"')[2].partition("</svg>")[0]
    rows = re.findall(r'<tr id="(flow-\d-\d)"', page)
    assert re.findall(r'<a href="#(flow-\d-\d)" aria-label=', drawn) == rows
    ends = {row for ends in re.findall(r'data-ends="([^"]+)"', drawn) for row in ends.split()}
    assert ends == set(rows)


def test_one_band_is_no_picture_and_many_nodes_share_the_last() -> None:
    levels = ("一", "二", "三")
    assert flow("流向", levels, [(("甲", "乙", "丙"), Decimal(1))]).lying is None
    assert flow("流向", levels, []).sentence == "没有可以画出的收支。"
    many = [(("甲", f"第{i}项", "事"), Decimal(100 - i)) for i in range(30)]
    level = flow("流向", levels, many).levels[1]
    assert [node.name for node in level.nodes][-1] == "其他22项"
    assert sum(node.yuan for node in level.nodes) == sum(Decimal(100 - i) for i in range(30))
