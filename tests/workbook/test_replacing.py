"""An absent sheet leaves its part alone, a present one replaces it; what stays stays itself."""

from decimal import Decimal
from typing import Any

import pytest

from budgetportal.models import (
    Change,
    ChangeReason,
    ControlTotal,
    Department,
    Edition,
    ExpenditureLine,
    PerformanceForm,
    PerformanceIndicator,
    Project,
    Receipt,
    Unit,
)

from .acts import imported, refused
from .books import Rows, packed, small, with_cell, with_sheet, without

pytestmark = pytest.mark.django_db
OPTIONAL: dict[str, Rows] = {
    "收入明细": [
        ["单位代码", "收入科目编码", "资金来源", "金额"],
        ["811001", "1030155", "政府性基金预算", 1],
    ],
    "年终结转": [
        ["单位代码", "功能科目编码", "资金来源", "金额"],
        ["811001", "2060404", "单位资金", 2],
    ],
    "上年数": [["指标", "金额", "口径调整原因"], ["收入总计", 3, "并入"]],
    "变动原因": [["指标", "原因"], ["“三公”经费", "新设"]],
    "政府采购": [["采购类别", "金额"], ["货物", 4]],
    "绩效目标": [["项目名称", "实施期市县资金"], ["平台建设", 5]],
    "绩效指标": [
        ["项目名称", "目标期", "一级指标", "二级指标", "三级指标", "指标值"],
        ["平台建设", "年度", "产出", "数量指标", "数", "1"],
    ],
    "控制数": [["指标", "金额(万元)"], ["收入总计", 0.015025]],
}


def stored(edition: Edition) -> dict[str, list[Any]]:
    """The optional parts, and the project that some of them hang on."""
    parts = ("project", "receipt", "yearendcarryforward", "prioryearfigure", "changereason")
    parts += ("procurementitem", "controltotal")
    found = {part: list(getattr(edition, f"{part}_set").values()) for part in parts}
    forms = PerformanceForm.objects.filter(project__edition=edition)
    indicators = PerformanceIndicator.objects.filter(form__in=forms)
    return {**found, "forms": list(forms.values()), "indicators": list(indicators.values())}


def test_absent_sheets_leave_their_parts_alone(codes: None) -> None:
    before = stored(imported(packed({**small(), **OPTIONAL})))
    edition = imported(without("项目"))
    assert stored(edition) == before
    assert [len(rows) for rows in before.values()] == [1] * 9
    assert Edition.objects.get().control_in_wan


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_present_sheet_replaces_its_part(name: str, codes: None) -> None:
    edition = imported(packed({**small(), **OPTIONAL}))
    before = stored(edition)
    imported(with_sheet(name, OPTIONAL[name][0]))
    after = stored(edition)
    emptied = {part for part, rows in after.items() if not rows}
    wanted = {
        "收入明细": {"receipt"},
        "年终结转": {"yearendcarryforward"},
        "上年数": {"prioryearfigure"},
        "变动原因": {"changereason"},
        "政府采购": {"procurementitem"},
        "绩效目标": set(),
        "绩效指标": {"indicators"},
        "控制数": {"controltotal"},
    }
    assert emptied == wanted[name]
    if name == "绩效目标":
        assert [form["period_county"] for form in after["forms"]] == [Decimal(0)]
    kept = before.keys() - emptied - {"forms"}
    assert {part: after[part] for part in kept} == {part: before[part] for part in kept}


def test_goals_and_indicators_that_are_both_replaced_leave_no_form(codes: None) -> None:
    imported(packed({**small(), **OPTIONAL}))
    emptied = {name: [OPTIONAL[name][0]] for name in ("绩效目标", "绩效指标")}
    imported(packed({**small(), **emptied}))
    assert PerformanceForm.objects.count() == 0


def test_what_an_absent_sheet_leaves_keeps_its_project(codes: None) -> None:
    imported(packed({**small(), **OPTIONAL}))
    sheets = small()
    sheets["项目"][1][0] = sheets["支出明细"][1][2] = "改名项目"
    assert refused(packed(sheets)) == [
        "项目!A1: 缺少项目“平台建设”，已登记的绩效目标还在使用它",
        "项目!A1: 缺少项目“平台建设”，已登记的绩效指标还在使用它",
    ]
    emptied = {name: [OPTIONAL[name][0]] for name in ("绩效目标", "绩效指标")}
    imported(packed({**sheets, **emptied}))
    assert [project.name for project in Project.objects.all()] == ["改名项目"]


def test_lines_units_and_texts_are_replaced(codes: None) -> None:
    imported(packed({**small(), "部门": [*small()["部门"], ["机构设置", "设综合科。"]]}))
    sheets = small()
    sheets["单位"][1] = ["811009", "新单位", "事业单位"]
    sheets["项目"][1] = ["新项目", "811009"]
    sheets["支出明细"] = [sheets["支出明细"][0], ["811009", "项目支出", "新项目", *LAST]]
    edition = imported(packed(sheets))
    assert (edition.setup, Edition.objects.count()) == ("", 1)
    assert [unit.code for unit in Unit.objects.all()] == ["811009"]
    assert [project.name for project in Project.objects.all()] == ["新项目"]
    assert [(line.unit.code, line.amount) for line in ExpenditureLine.objects.all()] == [
        ("811009", Decimal(7))
    ]


LAST = ("2060404", "", "一般公共预算", "当年预算", 7)


def test_what_stays_keeps_its_identity_and_says_that_it_changed(codes: None) -> None:
    imported(packed(small()))
    before = Unit.objects.get(), Project.objects.get()
    imported(packed(small()))
    assert [(row.pk, row.version) for row in (Unit.objects.get(), Project.objects.get())] == [
        (row.pk, 0) for row in before
    ]
    imported(with_cell("单位", 2, 2, "改名"))
    unit = Unit.objects.get()
    assert (unit.pk, unit.name, unit.version) == (before[0].pk, "改名", 1)
    assert Project.objects.get().version == 0


def test_the_department_is_called_what_its_latest_year_says(codes: None) -> None:
    imported(packed(small()))
    sheets = small()
    sheets["部门"][1][1], sheets["部门"][3][1] = 2022, "旧名局"
    assert imported(packed(sheets)).department_name == "旧名局"
    assert Department.objects.get().name == "测试局"
    imported(with_cell("部门", 4, 2, "新名局"))
    assert Department.objects.get().name == "新名局"


def test_absent_columns_take_what_follows_from_the_others(codes: None) -> None:
    imported(packed(small()))
    values = ExpenditureLine.objects.values_list("cost_class", "government_economic", "level")
    assert list(values) == [("", "", "市县"), ("公用经费", "50201", "市县")]


def test_what_only_a_rule_judges_is_stored(codes: None) -> None:
    sheets = small()
    sheets["支出明细"][2][4] = ""
    sheets["支出明细"][2][7] = "-3"
    imported(packed(sheets))
    assert list(ExpenditureLine.objects.values_list("economic", "amount")) == [
        ("", Decimal(100)),
        ("", Decimal(-3)),
    ]


def test_a_total_of_zero_is_a_total(codes: None) -> None:
    imported(with_sheet("控制数", ["指标", "金额"], ["收入总计", 0]))
    imported(with_sheet("变动原因", ["指标", "原因"], ["公务接待费", "压减"]))
    assert ControlTotal.objects.get().amount == 0
    assert (Receipt.objects.count(), ChangeReason.objects.get().text) == (0, "压减")


def test_an_import_leaves_what_it_changed_in_the_history(codes: None) -> None:
    imported(packed(small()))
    first = Change.objects.count()
    sheets = small()
    sheets["部门"][3][1] = "新名局"
    sheets["支出明细"][1][7] = 200
    imported(packed(sheets))
    assert list(
        Change.objects.order_by("id").values_list("part", "field", "before", "after")[first:]
    ) == [
        ("部门", "部门名称", "测试局", "新名局"),
        ("支出明细", "金额", "100.00", "200.00"),
    ]
