"""What the thirteen tables print, on ledgers of a few lines."""

from budgetportal.statements.forms import shanxi_2023 as form
from budgetportal.statements.sheet import Sheet
from tests.text_ledger import book


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in sheet.rows]


def test_a_tree_prints_each_code_under_its_parents_after_the_total() -> None:
    sheet = form.EXPENDITURE(
        book(
            "2011301 一般公共预算 当年 基本 30217 6900.00",
            "2060404 一般公共预算 当年 项目 73900000",
        )
    )
    assert texts(sheet) == [
        ["合计", "", "7,390.69", "0.69", "7,390.00"],
        ["201", "一般公共服务支出", "0.69", "0.69", ""],
        ["20113", "商贸事务", "0.69", "0.69", ""],
        ["2011301", "行政运行", "0.69", "0.69", ""],
        ["206", "科学技术支出", "7,390.00", "", "7,390.00"],
        ["20604", "技术研究与开发", "7,390.00", "", "7,390.00"],
        ["2060404", "科技成果转化与扩散", "7,390.00", "", "7,390.00"],
    ]


def test_an_empty_table_has_headings_and_a_sentence_but_no_rows() -> None:
    sheet = form.GOVERNMENT_EXPENDITURE(book("2060404 一般公共预算 当年 项目 1"))
    assert (texts(sheet), sheet.note) == ([], "注：本表无数据")


def test_three_public_prints_its_six_rows_even_when_empty() -> None:
    sheet = form.THREE_PUBLIC(book("2060404 一般公共预算 当年 项目 1"))
    assert [row[0] for row in texts(sheet)] == [
        "因公出国（境）费",
        "公务接待费",
        "公务用车购置及运行费",
        "①公务用车购置费",
        "②公务用车运行维护费",
        "合计",
    ]
    assert sheet.note == "注：本表无数据"


def test_carried_projects_have_a_column_of_own_money_only_where_it_is_carried() -> None:
    plain = form.carried_projects(book("2060404 一般公共预算 结转 项目 1"))
    own = form.carried_projects(book("2060404 单位资金 结转 项目 1"))
    assert [column.label for column in plain.columns][5:] == []
    assert [column.label for column in own.columns][5:] == ["单位资金"]


def test_a_subject_of_two_government_subjects_is_two_rows() -> None:
    sheet = form.GENERAL_BASIC(
        book(
            "2011301 一般公共预算 当年 基本 30201 10000",
            "2011301 一般公共预算 当年 基本 30217 20000",
        )
    )
    assert texts(sheet) == [
        ["合计", "", "3.00", "", "3.00"],
        ["商品和服务支出", "", "3.00", "", "3.00"],
        ["办公费", "商品和服务支出", "1.00", "", "1.00"],
        ["公务接待费", "商品和服务支出", "2.00", "", "2.00"],
    ]


def test_the_rounding_note_stands_only_where_printed_parts_do_not_add_up() -> None:
    even = form.EXPENDITURE(book("2011301 一般公共预算 当年 基本 30201 10000"))
    odd = form.PROJECTS(
        book(
            "project:甲 2060404 一般公共预算 当年 项目 10050",
            "project:乙 2060404 一般公共预算 当年 项目 10050",
        )
    )
    assert even.note is None
    assert odd.note == (
        "注：因四舍五入，本表有2处分项之和与所列数不一致，其中相差最大的是"
        "“科技金融部”行“合计”列的分项之和与所列数相差0.01万元。"
    )


def test_lines_that_cancel_out_leave_no_row() -> None:
    sheet = form.EXPENDITURE(
        book("2060404 一般公共预算 当年 项目 100", "2060404 一般公共预算 当年 项目 -100")
    )
    assert (texts(sheet), sheet.note) == ([["合计", "", "", "", ""]], None)


def test_headings_stand_above_what_they_head_even_where_they_sum_to_zero() -> None:
    made = book(
        "2060101 一般公共预算 当年 基本 30101 100",
        "2060404 一般公共预算 当年 基本 30102 -100",
        "project:甲 2060404 一般公共预算 当年 项目 200",
        "project:乙 2060404 一般公共预算 当年 项目 -200",
    )
    assert texts(form.GENERAL_BASIC(made)) == [
        ["合计", "", "", "", ""],
        ["工资福利支出", "", "", "", ""],
        ["基本工资", "商品和服务支出", "0.01", "0.01", ""],
        ["津贴补贴", "商品和服务支出", "-0.01", "-0.01", ""],
    ]
    assert [row[0] for row in texts(form.EXPENDITURE(made))] == [
        "合计",
        "206",
        "20601",
        "2060101",
        "20604",
        "2060404",
    ]
    assert texts(form.PROJECTS(made)) == [
        ["科技金融部", "", "", "", "", "", ""],
        ["科技金融部", "", "", "", "", "", ""],
        ["甲", "0.02", "0.02", "", "", "", ""],
        ["乙", "-0.02", "-0.02", "", "", "", ""],
    ]


def test_what_does_not_add_up_exactly_is_never_called_rounding() -> None:
    """Money on a code that has children, and a line without 经费类别, are the rules' to find."""
    made = book(
        "20604 一般公共预算 当年 项目 50000",
        "2060404 一般公共预算 当年 项目 20000",
        "2060101 一般公共预算 当年 基本 30901 50000",
    )
    assert form.EXPENDITURE(made).note is None
    assert form.GENERAL_BASIC(made).note is None


def test_year_end_carry_forward_is_income_but_no_expenditure() -> None:
    made = book("2060404 一般公共预算 当年 项目 10000", carry_forward=["2060404 一般公共预算 5000"])
    feet = texts(form.INCOME_AND_EXPENDITURE(made))[-3:]
    assert feet == [
        ["本年收入合计", "1.50", "本年支出合计", "1.00", "1.00", ""],
        ["上年结转", "", "年终结转", "0.50", "0.50", ""],
        ["收入总计", "1.50", "支出总计", "1.50", "1.50", ""],
    ]


def test_headings_merge_groups_over_their_columns() -> None:
    heading = form.GRANTS(book()).heading
    assert [[(h.text, h.colspan, h.rowspan) for h in row] for row in heading] == [
        [("收入", 2, 1), ("支出", 5, 1)],
        [("项目", 1, 2), ("金额", 1, 2), ("项目", 1, 2), ("金额", 4, 1)],
        [
            ("小计", 1, 1),
            ("一般公共预算", 1, 1),
            ("政府性基金预算", 1, 1),
            ("国有资本经营预算", 1, 1),
        ],
    ]
