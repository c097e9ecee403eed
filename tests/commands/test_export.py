"""``exportbudget``: the frozen files, or the working copy; nothing of the kind is exit 1."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from openpyxl import load_workbook

from budgetportal.models import Edition, ExpenditureLine, Publication
from budgetportal.publishing import workflow
from budgetportal.workbook.importing import import_workbook

from .conftest import publish
from .shell import Ran, run

pytestmark = pytest.mark.django_db
FORMATS = ("pdf", "html", "xlsx", "csv", "json", "workbook", "package")
CSV = [f"{number:02}.csv" for number in range(1, 14)] + ["lines.csv"]
FROZEN = {"pdf": "disclosure.pdf", "xlsx": "tables.xlsx", "json": "data.json"}
FROZEN["package"] = "datapackage.zip"


def export(kind: str, path: Path, *more: object) -> Ran:
    return run("exportbudget", 801, 2023, "--format", kind, "--output", path, *more)


def content(path: Path) -> dict[str, bytes]:
    """The file, or the files of the folder by name."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


def frozen(revision: int, name: str) -> bytes:
    with Publication.objects.get(revision=revision).artefacts.get(name=name).file.open() as file:
        found: bytes = file.read()
    return found


@pytest.mark.parametrize("kind", FORMATS)
def test_a_draft_is_exported_only_as_a_draft(kind: str, draft: Edition, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "out"
    assert export(kind, path)[:2] == (1, [])
    assert not path.exists()
    assert export(kind, path, "--draft") == (0, [], [f"已写到 {path}"])
    assert list(content(path)) == (CSV if kind == "csv" else ["out"])
    assert all(content(path).values())


def test_a_draft_says_so(draft: Edition, tmp_path: Path) -> None:
    export("html", tmp_path / "html", "--draft")
    assert "草稿，未经审核发布" in (tmp_path / "html").read_text()
    export("json", tmp_path / "json", "--draft")
    data = json.loads((tmp_path / "json").read_text())
    assert (data["revision"], data["published_at"]) == (None, None)


@pytest.mark.parametrize("kind", FORMATS)
def test_there_is_no_such_budget(kind: str, codes: None, tmp_path: Path) -> None:
    for more in ([], ["--draft"], ["--revision", 1]):
        assert export(kind, tmp_path / "out", *more)[:2] == (1, [])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", FROZEN)
def test_a_publication_is_exported_as_it_was_frozen(
    kind: str, published: Edition, tmp_path: Path
) -> None:
    ExpenditureLine.objects.all().delete()
    assert export(kind, tmp_path / "out").code == 0
    assert (tmp_path / "out").read_bytes() == frozen(1, FROZEN[kind])


def test_csv_is_a_folder(published: Edition, tmp_path: Path) -> None:
    export("csv", tmp_path / "out")
    assert content(tmp_path / "out") == {name: frozen(1, f"tables/{name}") for name in CSV}


def test_the_package_is_an_archive_with_its_description(published: Edition, tmp_path: Path) -> None:
    export("package", tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "out") as archive:
        assert "datapackage.json" in archive.namelist()
        assert archive.testzip() is None


def test_the_page_of_a_publication_is_no_draft(published: Edition, tmp_path: Path) -> None:
    export("html", tmp_path / "out")
    assert "草稿" not in (tmp_path / "out").read_text()


def test_the_workbook_of_a_publication_changes_nothing(published: Edition, tmp_path: Path) -> None:
    export("workbook", tmp_path / "out")
    Edition.objects.update(status="draft")
    outcome = import_workbook((tmp_path / "out").read_bytes(), None)
    assert (outcome.errors, outcome.changes) == ((), ())


@pytest.fixture
def corrected(published: Edition, people: dict[str, User]) -> Edition:
    """Revision 2 has other duties than revision 1."""
    workflow.reopen(published, people["发布"], "职责有误")
    Edition.objects.update(duties="统筹金融工作。")
    edition = Edition.objects.get()
    publish(edition, people)
    return edition


def test_the_newest_revision_or_the_one_asked_for(corrected: Edition, tmp_path: Path) -> None:
    for more, revision in (([], 2), (["--revision", 2], 2), (["--revision", 1], 1)):
        assert export("json", tmp_path / "out", *more).code == 0
        assert (tmp_path / "out").read_bytes() == frozen(revision, "data.json")
    for revision in (0, 3, -1):
        assert export("json", tmp_path / "no", "--revision", revision)[:2] == (1, [])


def test_a_workbook_is_never_passed_off_as_another_revision(
    corrected: Edition, people: dict[str, User], tmp_path: Path
) -> None:
    assert export("workbook", tmp_path / "out", "--revision", 1).code == 1
    assert export("workbook", tmp_path / "out", "--revision", 2).code == 0
    book = load_workbook(io.BytesIO((tmp_path / "out").read_bytes()))
    assert dict(book["部门"].values)["部门职责"] == "统筹金融工作。"
    workflow.reopen(corrected, people["发布"], "再更正")
    assert export("workbook", tmp_path / "out").code == 1
    assert export("workbook", tmp_path / "out", "--draft").code == 0


def test_what_is_withdrawn_is_not_exported(
    published: Edition, people: dict[str, User], tmp_path: Path
) -> None:
    workflow.withdraw(published, people["发布"], "涉密")
    for kind in FORMATS:
        assert export(kind, tmp_path / "out").code == 1


def test_where_nothing_can_be_written(draft: Edition, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for kind, path in (
        ("json", tmp_path),
        ("csv", tmp_path / "file"),
        ("json", tmp_path / "file/x"),
    ):
        ran = export(kind, path, "--draft")
        assert (ran.code, ran.out, len(ran.err)) == (2, [], 1)


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "docx", "--output", "x"],
        ["--format", "pdf"],
        ["--output", "x"],
        ["--format", "pdf", "--output", "x", "--draft", "--revision", "1"],
        ["--format", "pdf", "--output", "x", "--revision", "one"],
    ],
)
def test_wrong_words_are_wrong_use(words: list[str]) -> None:
    assert run("exportbudget", 801, 2023, *words) == (2, [], [])
