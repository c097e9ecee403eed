"""Charts: a pie only where it is one, and always its table."""

from decimal import Decimal
from itertools import pairwise

import pytest

from budgetportal.ledger.money import IN_YUAN
from budgetportal.notes.note import Chart, Slice
from budgetportal.rendering.charts import Part, draw
from budgetportal.rendering.pictures.columns import columns
from budgetportal.rendering.pictures.flow import flow
from budgetportal.rendering.pictures.lying import WIDTH
from budgetportal.rendering.pie import STEP, wedges


def chart(*yuan: str) -> Chart:
    return Chart("分布图", tuple(Slice(f"第{i}项", Decimal(y)) for i, y in enumerate(yuan, 1)))


def test_a_pie_has_a_numbered_wedge_for_each_row_of_its_table() -> None:
    drawing = draw(chart("30000", "10000", "0"))
    assert drawing.parts == (Part(1, "第1项", "3.00", "75.00%"), Part(2, "第2项", "1.00", "25.00%"))
    assert [wedge.number for wedge in drawing.wedges] == [1, 2]
    assert drawing.sentence == ""
    assert drawing.description == "分布图：1 第1项3.00万元，占75.00%；2 第2项1.00万元，占25.00%"


def test_figures_are_in_the_unit_of_the_document() -> None:
    drawing = draw(chart("30000", "10000"), IN_YUAN)
    assert [part.figure for part in drawing.parts] == ["30,000.00", "10,000.00"]
    assert drawing.description.startswith("分布图：1 第1项30,000.00元，")
    assert draw(chart("6900"), IN_YUAN).sentence.startswith("全部为第1项，6,900.00元，")


@pytest.mark.parametrize(
    ("amounts", "figures", "unit"),
    [
        (("49", "9999"), ["49.00", "9,999.00"], "元"),
        (("49", "-10000"), ["0.00", "-1.00"], "万元"),
        (("5000000000", "12345678901"), ["50.00", "123.46"], "亿元"),
        ((), [], "万元"),
    ],
)
def test_columns_stand_in_a_unit_that_fits(
    amounts: tuple[str, ...], figures: list[str], unit: str
) -> None:
    values = [(f"{year}年", Decimal(yuan)) for year, yuan in enumerate(amounts, 2022)]
    (drawn,) = columns([("支出总计", values)])
    assert ([each.figure for each in drawn.columns], drawn.unit) == (figures, unit)


def test_names_of_the_flow_are_far_enough_apart_to_be_touched() -> None:
    """24 CSS px (WCAG 2.2 target size) where the picture is narrowest: 609 px wide."""
    streams = [
        (("一般公共预算", f"第{i}类", f"项目{i}"), Decimal(10**9 if i else 1)) for i in range(9)
    ]
    drawing = flow("图", ("一", "二", "三"), streams).lying
    assert drawing is not None
    for level in {post.x for post in drawing.posts}:
        heights = [post.text_y for post in drawing.posts if post.x == level]
        assert all((b - a) * 609 / WIDTH >= 24 for a, b in pairwise(heights))


def test_one_slice_is_not_a_pie() -> None:
    drawing = draw(chart("6900"))
    assert drawing.wedges == ()
    assert drawing.sentence == "全部为第1项，0.69万元，占100.00%，不绘制分布图。"


def test_nothing_to_draw_is_said() -> None:
    assert draw(chart()).sentence == "本年没有这项支出，不绘制分布图。"
    assert draw(chart("30000", "-10000")).sentence == "其中有负数，不绘制分布图。"


def test_shares_that_do_not_add_up_say_so() -> None:
    assert draw(chart("10000", "10000", "10000")).sentence == "因四舍五入，各项占比之和为99.99%。"


def test_numbers_of_many_small_slices_do_not_cover_each_other() -> None:
    found = wedges([0.9] + [0.1 / 12] * 12)
    left = sorted(float(wedge.y) for wedge in found if wedge.anchor == "end")
    assert all(b - a >= STEP - 0.2 for a, b in pairwise(left))
