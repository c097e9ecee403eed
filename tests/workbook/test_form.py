"""公开格式 in the workbook: chosen by its title, written where there is a choice."""

import pytest

from budgetportal.disclosure.layouts import LAYOUTS, SHANXI_2023
from budgetportal.models import Edition
from budgetportal.workbook.writer import tables, write
from tests.disclosure.other_form import OTHER

from .acts import imported, refused
from .books import packed, small

pytestmark = pytest.mark.django_db


def workbook(form: str) -> bytes:
    sheets = small()
    sheets["部门"].append(["公开格式", form])
    return packed(sheets)


def said(edition: Edition) -> list[str]:
    return [value for item, value in tables(edition)["部门"] if item == "公开格式"]


def test_it_is_chosen_kept_and_written(codes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LAYOUTS, OTHER.name, OTHER)
    assert imported(workbook(f" {OTHER.title} ")).form == OTHER.name
    kept = imported(packed(small()))
    kept.refresh_from_db()
    assert (kept.form, said(kept)) == (OTHER.name, [OTHER.title])
    Edition.objects.update(form=SHANXI_2023.name)
    exported = write(kept)
    assert imported(exported).form == OTHER.name
    assert imported(workbook(SHANXI_2023.name)).form == SHANXI_2023.name


def test_without_a_choice_it_may_stand_there_and_is_not_written(codes: None) -> None:
    assert said(imported(workbook(SHANXI_2023.title))) == []
    assert refused(workbook("别省格式")) == [
        f"部门!B6: 公开格式“别省格式”不在可选范围内，请填写：{SHANXI_2023.title}"
    ]
