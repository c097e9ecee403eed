"""The workbook to fill in, and the one that comes back with its errors marked."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.jsonform import dump
from budgetportal.models import Edition
from budgetportal.workbook.importing import import_workbook
from budgetportal.workbook.marked import marked
from budgetportal.workbook.template import for_entry

from .acts import imported
from .books import packed, small, with_cell
from .hard import hard

pytestmark = pytest.mark.django_db


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def test_it_is_imported_again_and_changes_nothing(codes: None) -> None:
    edition = imported(packed(hard(), as_text=True))
    before = dump(assemble(edition))
    assert dump(assemble(imported(for_entry(edition)))) == before


def test_columns_offer_what_they_may_hold(codes: None) -> None:
    book = opened(for_entry(imported(packed(small()))))
    offered = {
        str(each.sqref).partition("2:")[0]: each.formula1
        for each in book["支出明细"].data_validations.dataValidation
    }
    assert offered["B"] == '"基本支出,项目支出"'
    assert offered["A"] == "'单位'!$A$2:$A$2000"
    assert offered["D"].startswith("'参考-支出功能分类'!$A$2:$A$")
    codes_listed = {cell.value for cell in book["参考-支出功能分类"]["A"]}
    assert {"2060404", "2011301"} <= codes_listed


def test_headings_are_locked_and_explained(codes: None) -> None:
    page = opened(for_entry(imported(packed(small()))))["支出明细"]
    assert page.protection.sheet is True
    assert (page["B1"].protection.locked, page["B2"].protection.locked) == (True, False)
    assert page["B1"].comment.text == "必填；可填：基本支出、项目支出"


def test_an_empty_one_keeps_the_department_only(codes: None) -> None:
    edition = imported(packed(small()))
    book = opened(for_entry(edition, blank=True))
    assert book["部门"]["B3"].value == "811"
    below = [cell.value for name in ("单位", "项目", "支出明细") for cell in book[name][2]]
    assert set(below) == {None}


def test_wrong_cells_are_marked_where_they_stand(codes: None) -> None:
    data = with_cell("支出明细", 2, 8, "x")
    errors = import_workbook(data, None).errors
    cell = opened(marked(data, errors))["支出明细"]["H2"]
    assert cell.comment.text == "金额“x”不是数字，请填写金额，例如 12345.67"
    assert cell.fill.fgColor.rgb.endswith("F6C9C2")
    assert Edition.objects.count() == 0
