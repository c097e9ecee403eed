"""Every sheet as HTML: headings with their scope, row headers, roles and levels."""

from budgetportal.rendering.headings import words
from budgetportal.rendering.tables import SheetTable, name_columns
from budgetportal.statements.sheet import Sheet
from tests.documents import document
from tests.text_ledger import book

DOCUMENT = document(book("project:甲 2060404 一般公共预算 当年 项目 1234567.89"))


def sheet(number: int) -> Sheet:
    return DOCUMENT.sheets[number - 1]


def drawn(number: int) -> str:
    return str(SheetTable(sheet(number), "科技金融部").as_html(None))


def test_the_caption_says_label_title_department_and_unit() -> None:
    assert (
        '<caption><div class="head"><p class="label">预算公开表3</p>'
        '<h3 id="t3">2023年预算支出总表</h3>'
        '<div class="line"><p>部门名称：科技金融部</p><p>单位：万元</p></div></div></caption>'
    ) in drawn(3)


def test_grouped_headings_span_their_columns() -> None:
    head = drawn(2).partition("<thead>")[2].partition("</thead>")[0].strip().splitlines()
    assert head == [
        '<tr><th scope="colgroup" colspan="2" class="edge"><span>项目</span></th>'
        '<th scope="colgroup" colspan="6"><span>本年</span><span>收入</span></th>'
        '<th scope="col" rowspan="2"><span>上年</span><span>结转</span></th></tr>',
        '<tr><th scope="col" class="edge"><span>科目</span><span>编码</span></th>'
        + "".join(f'<th scope="col">{spans(c.label)}</th>' for c in sheet(2).columns[1:-1])
        + "</tr>",
    ]


def spans(heading: str) -> str:
    return "".join(f"<span>{word}</span>" for word in words(heading))


def test_a_heading_is_broken_between_its_words() -> None:
    assert [words(heading) for heading in ("2023年合计", "国有资本经营预算", "项目", "合计")] == [
        ("2023年", "合计"),
        ("国有资本", "经营", "预算"),
        ("项目",),
        ("合计",),
    ]


def test_rows_bear_their_role_and_names_head_them() -> None:
    body = drawn(3).partition("<tbody>")[2].partition("</tbody>")[0].strip().splitlines()
    assert body == [
        '<tr class="total"><th scope="row" class="text">合计</th><td class="text key"></td>'
        "<td>123.46</td><td></td><td>123.46</td></tr>",
        '<tr class="subtotal"><td class="text">206</td>'
        '<th scope="row" class="text key">科学技术支出</th>'
        "<td>123.46</td><td></td><td>123.46</td></tr>",
        '<tr class="subtotal"><td class="text">20604</td>'
        '<th scope="row" class="text in1 key">技术研究与开发</th>'
        "<td>123.46</td><td></td><td>123.46</td></tr>",
        '<tr class="item"><td class="text">2060404</td>'
        '<th scope="row" class="text in2 key">科技成果转化与扩散</th>'
        "<td>123.46</td><td></td><td>123.46</td></tr>",
    ]


def test_column_numbers_are_part_of_the_heading() -> None:
    numbers = "".join(f"<td>{n}</td>" for n in range(1, 8))
    assert f'<tr class="numbers">{numbers}</tr>\n</thead>' in drawn(12)
    assert 'class="numbers"' not in drawn(11)


def test_an_empty_table_has_its_heading_and_no_row() -> None:
    assert spans("政府性基金收入预算") in drawn(7)
    assert "<tbody" not in drawn(7)


def test_both_sides_of_a_balance_have_names() -> None:
    assert name_columns(sheet(1)) == ((0,), (2,))
    assert name_columns(sheet(3)) == ((0, 1),)
    assert name_columns(sheet(6)) == ((1, 0),)
    assert name_columns(sheet(9)) == ((0, 1), (3, 4))
