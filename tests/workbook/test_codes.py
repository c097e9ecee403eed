"""A year's code list from a file: additions only, or every error."""

import pytest
from django.test import Client

from budgetportal.models import CodeSubject
from budgetportal.workbook.codes import Loaded, load_codes
from tests.cast import GROUPS, SUPER

from .books import packed

pytestmark = pytest.mark.django_db
HEAD = "科目类别,科目编码,科目名称,专用资金,默认经费类别\n"


def names(year: int) -> list[tuple[str, str]]:
    return list(CodeSubject.objects.filter(year=year).values_list("code", "name"))


def test_a_list_is_added_and_added_to_during_the_year() -> None:
    first = HEAD + "支出功能分类,2060101,行政运行,,\n"
    assert load_codes(first.encode("gb18030"), 2024) == Loaded(1)
    second = HEAD + "支出功能分类,2060101,改名,,\n部门经济分类,30201,办公费,,公用经费\n"
    assert load_codes(second.encode(), 2024) == Loaded(1)
    assert sorted(names(2024)) == [("2060101", "行政运行"), ("30201", "办公费")]


def test_a_list_from_excel() -> None:
    rows = [HEAD.strip().split(","), ["支出功能分类", 2060101, "行政运行", None, None]]
    assert load_codes(packed({"表": rows}), 2024) == Loaded(1)


def test_errors_are_listed_and_nothing_is_stored() -> None:
    loaded = load_codes((HEAD + "别的类,2-1,行政运行,,\n,1,,,\n").encode(), 2024)
    kinds = "支出功能分类、收入分类、部门经济分类、政府经济分类"
    assert [str(error) for error in loaded.errors] == [
        f"科目表!A2: 科目类别“别的类”不在可选范围内，请填写：{kinds}",
        "科目表!B2: 科目编码“2-1”不是代码，代码只能由数字和字母组成",
        "科目表!A3: 科目类别没有填写",
        "科目表!C3: 科目名称没有填写",
    ]
    assert names(2024) == []


def test_a_file_without_headings() -> None:
    assert [str(e) for e in load_codes(b"a,b", 2024).errors] == [
        "科目表!A1: 缺少列“科目类别”，请在表头中补上",
        "科目表!A1: 缺少列“科目编码”，请在表头中补上",
        "科目表!A1: 缺少列“科目名称”，请在表头中补上",
    ]


def test_only_administrators_import_codes(people: dict, client: Client) -> None:
    answers = {}
    for group, person in people.items():
        client.force_login(person)
        answers[group] = client.get("/admin/codes/import/").status_code
    assert answers == {**dict.fromkeys(GROUPS[:3], 403), "管理": 200, SUPER: 200}
