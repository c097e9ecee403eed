"""Charts: a pie only where it is one, and always its table."""

from decimal import Decimal
from itertools import pairwise

from budgetportal.notes.note import Chart, Slice
from budgetportal.rendering.charts import Part, draw
from budgetportal.rendering.pie import STEP, wedges


def chart(*yuan: str) -> Chart:
    return Chart("分布图", tuple(Slice(f"第{i}项", Decimal(y)) for i, y in enumerate(yuan, 1)))


def test_a_pie_has_a_numbered_wedge_for_each_row_of_its_table() -> None:
    drawing = draw(chart("30000", "10000", "0"))
    assert drawing.parts == (Part(1, "第1项", "3.00", "75.00%"), Part(2, "第2项", "1.00", "25.00%"))
    assert [wedge.number for wedge in drawing.wedges] == [1, 2]
    assert drawing.sentence == ""
    assert drawing.description == "分布图：1 第1项3.00万元，占75.00%；2 第2项1.00万元，占25.00%"


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
