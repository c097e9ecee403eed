"""All or nothing: every error is listed, nothing is stored; what is closed stays closed."""

import pytest
from django.contrib.auth.models import User

from budgetportal.models import Edition, Status
from budgetportal.workbook.importing import import_workbook

from .acts import everything, imported, refused
from .books import packed, small, with_cell

pytestmark = pytest.mark.django_db


def test_all_errors_are_listed_by_sheet_row_and_column(codes: None) -> None:
    sheets = small()
    sheets["备忘"] = [["a"]]
    sheets["部门"][4][1] = "新"
    sheets["单位"][1][2] = "公司"
    sheets["支出明细"][1][0], sheets["支出明细"][1][3] = "999", "1"
    sheets["支出明细"][2][7] = "x"
    sheets["控制数"] = [["指标", "金额"], ["收入总计", "=1"]]
    errors = refused(packed(sheets))
    assert [error.partition(":")[0] for error in errors] == [
        "备忘!A1",
        "部门!B5",
        "单位!C2",
        "支出明细!A2",
        "支出明细!D2",
        "支出明细!H3",
        "控制数!B2",
    ]


def test_errors_are_listed_even_without_the_year(codes: None) -> None:
    sheets = small()
    del sheets["部门"]
    sheets["支出明细"][1][0] = "999"
    assert refused(packed(sheets)) == [
        "部门!A1: 缺少这个工作表，请补上",
        "支出明细!A2: 单位“999”不在“单位”表中，请先在“单位”表登记",
    ]


def test_an_error_is_one_line(codes: None) -> None:
    assert refused(with_cell("单位", 2, 3, "公\r\n司\u2028甲")) == [
        "单位!C2: 单位性质“公 司 甲”不在可选范围内，请填写：行政单位、参公事业单位、事业单位"
    ]


def test_one_error_leaves_the_whole_working_copy_as_it_was(codes: None) -> None:
    imported(packed(small()))
    before = everything()
    sheets = small()
    sheets["部门"][3][1] = "改名局"
    sheets["单位"].append(["811002", "二", "事业单位"])
    sheets["支出明细"][2][7] = "x"
    assert refused(packed(sheets)) == ["支出明细!H3: 金额“x”不是数字，请填写金额，例如 12345.67"]
    assert everything() == before


@pytest.mark.parametrize(
    "status", [Status.SUBMITTED, Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN]
)
def test_what_is_no_draft_is_not_replaced(status: Status, codes: None) -> None:
    imported(packed(small()))
    Edition.objects.update(status=status)
    assert refused(packed(small())) == [
        f"部门!B3: 不能导入：测试局2023年度{status.label}，须退回或开启更正后才能修改"
    ]


def test_a_stranger_does_not_import(codes: None, people: dict[str, User]) -> None:
    imported(packed(small()))
    before = everything()
    outcome = import_workbook(packed(small()), people["录入"])
    assert [str(error) for error in outcome.errors] == [
        "部门!B3: 您不是部门“811”的录入人员，请联系管理员"
    ]
    assert everything() == before


def test_who_opens_a_department_works_for_it(codes: None, people: dict[str, User]) -> None:
    for _ in range(2):
        assert import_workbook(packed(small()), people["录入"]).errors == ()
    edition = Edition.objects.get()
    assert list(edition.department.members.all()) == [people["录入"]]
    assert [(s.act, s.person) for s in edition.steps.all()] == [("import", people["录入"])] * 2
