"""Out and in again changes nothing, whatever the department."""

import pytest
from django.contrib.auth.models import User
from django.db import models

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.jsonform import dump
from budgetportal.models import (
    Change,
    Department,
    Edition,
    ExpenditureLine,
    PerformanceForm,
    Project,
    Receipt,
    Unit,
    YearEndCarryForward,
)
from budgetportal.models.append_only import release
from budgetportal.publishing import samples
from budgetportal.workbook.folder import to_xlsx
from budgetportal.workbook.importing import import_workbook
from budgetportal.workbook.writer import tables, write

from .acts import imported
from .books import packed, small
from .hard import hard

pytestmark = pytest.mark.django_db


def empty_the_database() -> None:
    """History resists deletion in the models and in the database: both are told to let go."""
    release()
    for model in (Change, ExpenditureLine, Receipt, YearEndCarryForward, Project, Unit):
        models.QuerySet(model).delete()
    Edition.objects.all().delete()
    Department.objects.all().delete()


@pytest.fixture
def edition(codes: None) -> Edition:
    return imported(packed(hard(), as_text=True))


def test_the_hard_workbook_is_stored_as_it_was_typed(edition: Edition) -> None:
    typed = hard()
    found = tables(edition)
    assert (len(found["项目"]), len(found["支出明细"])) == (150, 350)
    assert [row[0] for row in found["项目"]] == [row[0] for row in typed["项目"][1:]]
    assert [row[10] for row in found["支出明细"]] == [row[8] for row in typed["支出明细"][1:]]
    for sheet in ("变动原因", "政府采购", "绩效指标"):
        endings = {"产出": "产出指标", "效益": "效益指标", "满意度": "满意度指标"}
        wanted = [[endings.get(cell, cell) for cell in row] for row in typed[sheet][1:]]
        level2 = 3 if sheet == "绩效指标" else None
        for row in wanted:
            if level2 and not row[level2].endswith("指标"):
                row[level2] += "指标"
        assert found[sheet] == wanted
    assert found["控制数"] == [["收入总计", "12345.678901"], ["三公经费", "0"]]


def test_again_into_the_same_edition(edition: Edition) -> None:
    data, workbook = dump(assemble(edition)), write(edition)
    outcome = import_workbook(workbook, None)
    assert (outcome.errors, outcome.changes) == ((), ())
    assert dump(assemble(Edition.objects.get())) == data


def test_again_into_an_emptied_database(edition: Edition) -> None:
    data, before = dump(assemble(edition)), tables(edition)
    workbook = write(edition)
    empty_the_database()
    again = imported(workbook)
    assert (dump(assemble(again)), tables(again)) == (data, before)


@pytest.mark.parametrize("folder", [path for *_, path in samples.sample_folders()], ids=str)
def test_the_samples_too(folder: object, codes: None) -> None:
    edition = imported(to_xlsx(folder))  # type: ignore[arg-type]
    data = dump(assemble(edition))
    workbook = write(edition)
    assert import_workbook(workbook, None).changes == ()
    empty_the_database()
    assert dump(assemble(imported(workbook))) == data


def test_a_dry_run_says_what_the_import_does(codes: None, people: dict[str, User]) -> None:
    new = ("部门：新建测试局2023年度", "单位：新增1行", "项目：新增1行", "支出明细：新增2行")
    dry = import_workbook(packed(small()), people["录入"], dry_run=True)
    assert (dry.edition, dry.errors, dry.changes) == (None, (), new)
    assert (Edition.objects.count(), Department.objects.count()) == (0, 0)
    assert import_workbook(packed(small()), people["录入"]).changes == new
    sheets = small()
    sheets["部门"][3][1] = "改名局"
    sheets["单位"].append(["811002", "二", "事业单位"])
    sheets["支出明细"][1], sheets["支出明细"][2] = sheets["支出明细"][2], sheets["支出明细"][1]
    changed = ("部门：部门名称“测试局”改为“改名局”", "单位：新增1行", "支出明细：顺序有变化")
    before = tables(Edition.objects.get())
    dry = import_workbook(packed(sheets), people["录入"], dry_run=True)
    assert (dry.errors, dry.changes) == ((), changed)
    assert (tables(Edition.objects.get()), Edition.objects.get().steps.count()) == (before, 1)


def test_control_characters_do_not_stop_the_export(codes: None) -> None:
    edition = imported(packed(small()))
    Project.objects.update(name="一\x0b二")
    workbook = write(edition)
    empty_the_database()
    imported(workbook)
    assert Project.objects.get().name == "一二"


def test_a_text_is_never_cut(codes: None) -> None:
    edition = imported(packed(small()))
    Edition.objects.update(duties="长" * 40_000)
    workbook = write(Edition.objects.get(pk=edition.pk))
    assert import_workbook(workbook, None).changes == ()
    assert Edition.objects.get().duties == "长" * 40_000


def test_forms_without_goals_come_back(codes: None) -> None:
    indicator = ["平台建设", "年度", "产出", "数量", "数", "1"]
    heading = ["项目名称", "目标期", "一级指标", "二级指标", "三级指标", "指标值"]
    edition = imported(packed({**small(), "绩效指标": [heading, indicator]}))
    data = dump(assemble(edition))
    imported(write(edition))
    assert dump(assemble(edition)) == data
    assert PerformanceForm.objects.count() == 1
