"""What a correction changed: exactly the cells and sentences that differ, old and new."""

from dataclasses import replace

from hypothesis import given, settings

from budgetportal.disclosure.alignment import changed, sentences
from budgetportal.disclosure.compare import differences
from budgetportal.disclosure.document import Document, Term, Texts
from budgetportal.ledger.book import Book
from budgetportal.ledger.rules import Checks, Finding, Severity
from tests.documents import document, form
from tests.random_books import books
from tests.text_ledger import book

DUTIES = "统筹科技工作。管理平台。\n组织评审。"


def found(old: Document, new: Document) -> list[tuple[str, str, str]]:
    return [(each.where, each.old, each.new) for each in differences(old, new)]


def cells_that_differ(old: Document, new: Document) -> list[tuple[str, str, str]]:
    """(anchor, old, new) by place: the two have rows and columns in common."""
    return [
        (f"t{one.number}", before.text, after.text)
        for one, other in zip(old.sheets, new.sheets, strict=True)
        for row, again in zip(one.rows, other.rows, strict=True)
        for before, after in zip(row.cells, again.cells, strict=True)
        if before.text != after.text
    ]


@given(books())
@settings(max_examples=20, deadline=None)
def test_a_document_does_not_differ_from_itself(made: Book) -> None:
    assert found(document(made, form()), document(made, form())) == []


def test_exactly_the_changed_cells_of_the_tables() -> None:
    lines = ("2011301 一般公共预算 当年 基本 30217 {}", "2060404 一般公共预算 当年 项目 80000")
    old, new = (document(book(lines[0].format(yuan), lines[1])) for yuan in ("6900.00", "7000.00"))
    listed = [(each.anchor, each.old, each.new) for each in differences(old, new)]
    tables = [each for each in listed if each[0].startswith("t")]
    assert tables == cells_that_differ(old, new)
    assert len(tables) > 20
    assert ("预算公开表5 201 一般公共服务支出 基本支出", "0.69", "0.70") in found(old, new)


def test_a_row_that_is_gone_or_new_stands_on_one_side_only() -> None:
    old = document(book("project:甲 2060404 一般公共预算 当年 项目 10000"))
    new = document(book("project:乙 2060404 一般公共预算 当年 项目 10000"))
    tables = [each for each in found(old, new) if each[0].startswith("预算公开表")]
    assert tables == [
        ("预算公开表12 甲 合计", "1.00", ""),
        ("预算公开表12 甲 一般公共预算", "1.00", ""),
        ("预算公开表12 乙 合计", "", "1.00"),
        ("预算公开表12 乙 一般公共预算", "", "1.00"),
    ]


def test_of_a_text_only_the_sentences_that_changed() -> None:
    made = book("2060404 一般公共预算 当年 项目 10000")
    old = document(made, texts=Texts(DUTIES, "设四个科室。", {}))
    new = document(
        made, texts=Texts(f"增加的一段。\n{DUTIES.replace('管理', '建设')}", "设五个科室。", {})
    )
    assert found(old, new) == [
        ("本部门职责", "", "增加的一段。"),
        ("本部门职责", "管理平台。", "建设平台。"),
        ("机构设置情况", "设四个科室。", "设五个科室。"),
    ]


def test_a_form_that_only_moved_has_not_changed() -> None:
    made = book("2060404 一般公共预算 当年 项目 10000")
    old = document(made, form("甲"), form("乙"))
    new = document(made, form("新"), form("甲"), form("乙", 项目概况="另写。"))
    forms = [each for each in found(old, new) if "：" in each[0]]
    assert forms[-1] == ("乙：项目概况", "支持研发平台建设。", "另写。")
    assert {where.partition("：")[0] for where, _, _ in forms} == {"新", "乙"}


def test_terms_answers_and_the_cover_count_too() -> None:
    def finding(answer: str) -> Checks:
        return Checks(1, (Finding("T04", Severity.WARN, "车", "。", answer=answer),))

    made = document(book("2060404 一般公共预算 当年 项目 10000"), checks=finding("旧答复。"))
    new = replace(
        made,
        glossary=(Term("基本支出", "另一种解释。"),),
        checks=finding("新答复。"),
        book=replace(made.book, department_name="科技局"),
    )
    assert found(made, new) == [
        ("部门名称", "科技金融部", "科技局"),
        ("名词：基本支出", "保障机构正常运转的支出。", "另一种解释。"),
        ("规则T04（车）的部门答复", "旧答复。", "新答复。"),
    ]


def test_sentences_keep_their_marks_and_lose_nothing() -> None:
    assert sentences("一。二！三\n\n四") == [(1, "一。"), (1, "二！"), (1, "三"), (2, "四")]
    assert list(changed("一。二。\n三。", "一。\n三。四。")) == [(1, "二。", ""), (2, "", "四。")]
