"""An edition says which form (公开格式) it uses; the engine knows nothing of any one form."""

import csv
import io
import json
from dataclasses import replace

import jsonschema
import pytest
from openpyxl import load_workbook

from budgetportal.disclosure.jsonform import SCHEMA, book_from, to_json
from budgetportal.disclosure.layouts import LAYOUTS, SHANXI_2023
from budgetportal.ledger.codes import Catalogue, Kind
from budgetportal.models import Edition
from budgetportal.publishing.exports import of_draft
from tests.catalogue import CATALOGUE
from tests.documents import document
from tests.text_ledger import book
from tests.workbook.acts import imported
from tests.workbook.books import packed, small
from tests.workbook.printed import of_html

from .other_form import OTHER


@pytest.fixture
def edition(codes: None, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """100 元 of project money and 50.25 元 of basic money, on the invented form."""
    monkeypatch.setitem(LAYOUTS, OTHER.name, OTHER)
    made = imported(packed(small()))
    made.form = OTHER.name
    made.save()
    return made


@pytest.mark.django_db
def test_another_form_prints_its_own_tables_in_its_own_unit(edition: Edition) -> None:
    data = json.loads(of_draft(edition, "json")[""])
    jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [(t["label"], t["title"], t["unit"], t["columns"]) for t in data["tables"]] == [
        ("公开01表", "2023年度收支平衡表", "千元", ["收入", "决算数", "支出", "预算数"]),
        ("公开02表", "2023年度政府性基金表", "千元", ["科目", "名称", "2023年"]),
        ("公开03表", "2023年度支出性质表", "元", ["性质", "金额"]),
    ]
    assert [[[c["text"] for c in r["cells"]] for r in t["rows"]] for t in data["tables"]] == [
        [["总计", "0.2", "总计", "0.2"]],
        [],
        [["基本支出", "50"], ["项目支出", "100"]],
    ]
    assert [t["note"] for t in data["tables"]] == [None, "说明：没有此项收支。", None]
    assert [note["paragraphs"] for note in data["notes"]] == [["支出150.25元。"]]


@pytest.mark.django_db
def test_every_format_follows_it(edition: Edition) -> None:
    rows = [[["总计", "0.2", "总计", "0.2"]], [], [["基本支出", "50"], ["项目支出", "100"]]]
    assert of_html(of_draft(edition, "html")[""].decode()) == rows
    files = of_draft(edition, "csv")
    assert list(files) == ["01.csv", "02.csv", "03.csv", "lines.csv"]
    found = [
        list(csv.reader(io.StringIO(files[f"0{n}.csv"].decode("utf-8-sig")))) for n in (1, 2, 3)
    ]
    assert [lines[1:] for lines in found] == rows
    pages = load_workbook(io.BytesIO(of_draft(edition, "xlsx")[""])).worksheets
    assert [page.title for page in pages] == ["公开01表", "公开02表", "公开03表"]
    last = pages[2].cell(pages[2].max_row, 2)
    assert (last.value, last.number_format) == (100, "#,##0")


def test_the_thirty_classes_bear_the_names_of_the_year() -> None:
    """Blank ones too, and again when computed from the published data."""
    subjects = tuple(
        replace(each, name="新名支出") if (each.kind, each.code) == (Kind.FUNCTION, "202") else each
        for each in CATALOGUE.subjects
    )
    made = replace(book("2060404 一般公共预算 当年 项目 1"), catalogue=Catalogue(2023, subjects))
    again = book_from(to_json(document(made)))
    for each in (made, again):
        tables = SHANXI_2023.sheets(each)
        assert [tables[n].rows[1].cells[2].text for n in (0, 3)] == ["二、新名支出"] * 2
