"""The data package: valid to the frictionless tool, whole, leaf lines only, deterministic."""

import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from budgetportal.disclosure.document import Document
from budgetportal.ledger.select import every
from budgetportal.models import Publication
from budgetportal.rendering import csv, package
from tests.documents import document
from tests.text_ledger import book

pytestmark = pytest.mark.xdist_group("opendata")
Published = dict[tuple[str, int], Publication]


@pytest.fixture(scope="module")
def rich() -> Document:
    """Every fund and vintage, both natures, and a name that looks like a formula."""
    return document(
        book(
            "2011301 一般公共预算 当年 基本 30217 6900.00",
            "2011301 一般公共预算 当年 基本 30201 0.10",
            "project:=1+1 2060404 一般公共预算 当年 项目 1234567.89",
            "project:乙 2060404 单位资金 当年 项目 49.00",
            "project:乙 2060404 财政专户管理资金 结转 项目 -7.00",
        )
    )


def packed(made: Document) -> dict[str, bytes]:
    files = {f"tables/{name}": content for name, content in csv.files(made).items()}
    files |= package.code_lists(made)
    return {**files, package.DESCRIPTION: package.describe(made, files)}


def unpacked(folder: Path, content: bytes) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder / "datapackage.json"


def problems(path: Path) -> list[str]:
    return [error.message for task in Package(path).validate().tasks for error in task.errors]


def test_the_tool_finds_every_package_valid(
    published: Published, rich: Document, tmp_path: Path
) -> None:
    zips = [
        published[key].artefacts.get(name="datapackage.zip").file.read()
        for key in (("801", 1), ("801", 2), ("803", 1))
    ]
    for number, content in enumerate([*zips, package.build(packed(rich))]):
        path = unpacked(tmp_path / str(number), content)
        assert problems(path) == []
        assert [each.name for each in Package(path).resources] == [
            *("lines", "units", "functions", "economic", "government_economic"),
        ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("一般公共预算", "别的资金"), ("2060404", "2060499"), ("1234567.89", "1,234,567.89")],
)
def test_the_tool_finds_what_is_wrong(rich: Document, tmp_path: Path, old: str, new: str) -> None:
    path = unpacked(tmp_path, package.build(packed(rich)))
    lines = tmp_path / "tables/lines.csv"
    lines.write_text(lines.read_text("utf-8-sig").replace(old, new), "utf-8-sig")
    description = json.loads(path.read_text())
    for name in ("bytes", "hash"):
        del description["resources"][0][name]
    path.write_text(json.dumps(description))
    assert problems(path)


def test_the_resource_is_every_leaf_line_and_nothing_added_up(
    rich: Document, tmp_path: Path
) -> None:
    path = unpacked(tmp_path, package.build(packed(rich)))
    rows = Package(path).get_resource("lines").read_rows()
    assert len(rows) == len(rich.book.lines)
    assert sum((row["yuan"] for row in rows), Decimal(0)) == rich.book.total(every)


def test_the_zip_holds_all_that_was_published_but_the_pages(published: Published) -> None:
    frozen = published["801", 2].artefacts.exclude(name__regex=r"html$|^citizens")
    files = {each.name: each.file.read() for each in frozen}
    with zipfile.ZipFile(io.BytesIO(files.pop("datapackage.zip"))) as archive:
        assert archive.namelist()[0] == "datapackage.json"
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_the_description_says_what_whose_and_under_which_licence(published: Published) -> None:
    content = published["801", 2].artefacts.get(name="datapackage.json").file.read()
    found = json.loads(content)
    assert [found[name] for name in ("id", "version", "profile")] == [
        *("http://127.0.0.1:8000/2023/801/r2/", "2", "tabular-data-package"),
    ]
    assert found["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "知识共享 署名 4.0 国际许可协议（CC BY 4.0）",
            "path": "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
        }
    ]
    assert _roles(found["resources"][0]["schema"]) == {
        "unit": "administrative-classification:generic:level2:code",
        "function": "functional-classification:generic:code",
        "fund": "fin-source:generic:level1:code",
        "vintage": "fin-source:generic:level2:code",
        "nature": "expenditure-type:code",
        "economic": "economic-classification:generic:code:department",
        "government_economic": "economic-classification:generic:code:government",
        "cost_class": "expenditure-type:code:cost",
        "level": "fin-source:generic:level3:code",
        "project": "activity:generic:project:code",
        "yuan": "value",
        "fiscal_year": "date:fiscal-year",
        "currency": "value-currency:code",
        "phase": "phase:id",
        "direction": "direction",
        "department": "administrative-classification:generic:level1:code",
        "department_name": "administrative-classification:generic:level1:label",
    }


def _roles(schema: dict[str, Any]) -> dict[str, str]:
    fields = [*schema["fields"], *schema["extraFields"]]
    return {each["name"]: each["columnType"] for each in fields if "columnType" in each}


def test_the_same_document_gives_the_same_bytes(rich: Document) -> None:
    assert package.build(packed(rich)) == package.build(packed(rich))
