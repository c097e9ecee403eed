"""``importbudget``: results and errors on standard output, progress on standard error."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from budgetportal.models import Edition, Step
from tests.workbook.books import packed, small

from .shell import run

pytestmark = pytest.mark.django_db
NEW = ["部门：新建测试局2023年度", "单位：新增1行", "项目：新增1行", "支出明细：新增2行"]


def test_an_import_says_what_it_changed(workbook: Path, people: dict[str, User]) -> None:
    assert run("importbudget", workbook, "--user", "clerk") == (0, NEW, ["导入完成。"])
    assert (Edition.objects.get().department.code, Edition.objects.get().year) == ("811", 2023)
    assert [(step.act, step.person) for step in Step.objects.all()] == [("import", people["录入"])]


def test_an_import_needs_no_name(workbook: Path) -> None:
    assert run("importbudget", workbook).code == 0
    assert (Edition.objects.count(), Step.objects.count()) == (1, 0)


def test_again_nothing_changes(workbook: Path) -> None:
    run("importbudget", workbook)
    assert run("importbudget", workbook) == (0, ["没有变化。"], ["导入完成。"])


def test_a_dry_run_says_the_same_and_writes_nothing(workbook: Path) -> None:
    assert run("importbudget", workbook, "--dry-run") == (0, NEW, ["试导入完成，没有写入。"])
    assert Edition.objects.count() == 0


def test_a_dry_run_of_a_change(workbook: Path) -> None:
    run("importbudget", workbook)
    sheets = small()
    sheets["部门"].append(["部门职责", "统筹科技工作，" * 10])
    sheets["支出明细"][1][7] = 200
    sheets["支出明细"].append(sheets["支出明细"][2])
    workbook.write_bytes(packed(sheets))
    changed = [
        "部门：部门职责“”改为“" + ("统筹科技工作，" * 10)[:30] + "…”",
        "支出明细：新增2行，删去1行",
    ]
    assert run("importbudget", workbook, "--dry-run").out == changed
    assert Edition.objects.get().duties == ""
    assert run("importbudget", workbook).out == changed


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_every_error_is_a_line_of_standard_output(dry: list[str], workbook: Path) -> None:
    sheets = small()
    sheets["单位"][1][2] = "公\n司"
    sheets["支出明细"][1][7] = "x"
    workbook.write_bytes(packed(sheets))
    assert run("importbudget", workbook, *dry) == (
        1,
        [
            "单位!C2: 单位性质“公 司”不在可选范围内，请填写：行政单位、参公事业单位、事业单位",
            "支出明细!H2: 金额“x”不是数字，请填写金额，例如 12345.67",
        ],
        ["共2处错误，没有写入任何内容。"],
    )
    assert Edition.objects.count() == 0


def test_a_file_that_is_no_workbook_is_at_fault_itself(workbook: Path) -> None:
    workbook.write_bytes(b"text")
    assert run("importbudget", workbook)[:2] == (
        1,
        ["文件!A1: 不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再导入"],
    )


def test_a_wrong_path_is_wrong_use(codes: None, tmp_path: Path) -> None:
    for path in (tmp_path / "no.xlsx", tmp_path):
        assert run("importbudget", path) == (2, [], [f"没有文件 {path}。"])


def test_an_unknown_name_is_wrong_use(workbook: Path) -> None:
    assert run("importbudget", workbook, "--user", "x") == (2, [], ["没有用户 x。"])
    assert Edition.objects.count() == 0


@pytest.mark.parametrize("words", [[], ["a.xlsx", "b.xlsx"], ["a.xlsx", "--strict"]])
def test_wrong_words_are_wrong_use(words: list[Any]) -> None:
    assert run("importbudget", *words) == (2, [], [])
