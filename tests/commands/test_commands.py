"""The management commands: what stands on standard output, and the exit codes."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from budgetportal.models import Edition, ExpenditureLine, Step
from budgetportal.publishing import workflow
from budgetportal.workbook.importing import import_workbook
from tests.editions import edition as made_edition
from tests.workbook.books import packed, small, with_cell

pytestmark = pytest.mark.django_db
FORMATS = ("pdf", "html", "xlsx", "csv", "json", "workbook", "package")


def run(*arguments: Any) -> tuple[int, list[str]]:
    """(exit code, lines of standard output)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*(str(argument) for argument in arguments), stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


@pytest.fixture
def published(codes: None, people: dict[str, User], media: Path) -> Edition:
    made = made_edition()
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    workflow.publish(made, people["发布"])
    return made


@pytest.fixture
def workbook(codes: None, tmp_path: Path) -> Path:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(packed(small()))
    return path


def test_import_stores_and_says_what_changed(workbook: Path, people: dict[str, User]) -> None:
    code, lines = run("importbudget", workbook, "--user", "clerk")
    assert (code, Edition.objects.get().year) == (0, 2023)
    assert lines != []
    assert [(step.act, step.person.username) for step in Step.objects.all()] == [
        ("import", "clerk")
    ]


def test_a_dry_run_says_the_same_and_writes_nothing(workbook: Path) -> None:
    code, would = run("importbudget", workbook, "--dry-run")
    assert (code, Edition.objects.count()) == (0, 0)
    assert run("importbudget", workbook) == (0, would)


def test_every_error_is_a_line_of_standard_output(codes: None, tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(with_cell("支出明细", 2, 8, "x"))
    assert run("importbudget", path) == (
        1,
        ["支出明细!H2: 金额“x”不是数字，请填写金额，例如 12345.67"],
    )


@pytest.mark.parametrize("arguments", [("no.xlsx",), ("{workbook}", "--user", "nobody")])
def test_wrong_use_of_import(workbook: Path, arguments: tuple[str, ...]) -> None:
    given = [str(workbook) if a == "{workbook}" else a for a in arguments]
    assert run("importbudget", *given) == (2, [])


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "workbook"])
def test_the_export_of_a_publication_is_what_was_frozen(
    published: Edition, tmp_path: Path, kind: str
) -> None:
    ExpenditureLine.objects.all().delete()
    first, second = tmp_path / "a", tmp_path / "b"
    assert run("exportbudget", 801, 2023, "--format", kind, "--output", first)[0] == 0
    assert (
        run("exportbudget", 801, 2023, "--format", kind, "--output", second, "--revision", 1)[0]
        == 0
    )
    if kind == "csv":
        names = [f"{number:02}.csv" for number in range(1, 14)] + ["lines.csv"]
        assert sorted(path.name for path in first.iterdir()) == names
    else:
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_draft_is_exported_and_not_yet_published(codes: None, tmp_path: Path, kind: str) -> None:
    made_edition()
    path = tmp_path / "out"
    draft = run("exportbudget", 801, 2023, "--format", kind, "--output", path, "--draft")[0]
    published = run("exportbudget", 801, 2023, "--format", kind, "--output", path)[0]
    assert (draft, published) == (0, 0 if kind == "workbook" else 1)


def test_there_is_no_such_revision(published: Edition, tmp_path: Path) -> None:
    path = tmp_path / "out"
    assert run("exportbudget", 801, 2023, "--format", "pdf", "--output", path, "--revision", 2) == (
        1,
        [],
    )


def test_the_exported_workbook_changes_nothing(published: Edition, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    run("exportbudget", 801, 2023, "--format", "workbook", "--output", path)
    Edition.objects.update(status="draft")
    assert [str(e) for e in import_workbook(path.read_bytes(), None).errors] == []


def test_check_of_a_sound_edition(codes: None) -> None:
    made_edition()
    code, lines = run("checkbudget", 801, 2023, "--json")
    checks = json.loads("\n".join(lines))
    assert (code, checks["findings"]) == (0, [])
    assert checks["passed"] == checks["rules"]


def test_check_names_what_blocks(codes: None) -> None:
    made_edition(yuan="-1.00")
    code, lines = run("checkbudget", 801, 2023)
    assert code == 1
    assert any(line.startswith("L08 阻断 支出明细第1行：") for line in lines)


def test_check_of_nothing(codes: None) -> None:
    assert run("checkbudget", 801, 2023) == (2, [])
