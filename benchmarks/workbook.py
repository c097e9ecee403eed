"""Import of 5,000 lines and 300 forms, and export, beside openpyxl alone reading the same file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from . import databases
from .result import Result, compared, in_turn, rounds, work

LINES, FORMS = 5_000, 300
HEADERS: dict[str, tuple[str, ...]] = {
    "单位": ("单位代码", "单位名称", "单位性质"),
    "项目": ("项目名称", "单位代码", "项目属性", "项目期(年)"),
    "支出明细": (
        "单位代码",
        "支出性质",
        "项目名称",
        "功能科目编码",
        "资金来源",
        "资金年份",
        "金额(元)",
    ),
    "绩效目标": ("项目名称", "实施期市县资金", "项目概况", "立项依据", "实施期总体目标"),
    "绩效指标": ("项目名称", "目标期", "一级指标", "二级指标", "三级指标", "指标值"),
}
INDICATORS = (("产出", "数量"), ("效益", "社会效益"), ("满意度", "服务对象满意度"))


NAMES = [f"测算项目第{number}号" for number in range(FORMS)]


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """The rows of an invented department of the size that the goal names, by sheet."""
    fund, vintage = "一般公共预算", "当年预算"
    return {
        "单位": [("901001", "测算局本级", "行政单位")],
        "项目": [(name, "901001", "延续性项目", 3) for name in NAMES],
        "支出明细": [
            ("901001", "项目支出", NAMES[n % FORMS], "2060404", fund, vintage, 1000 + n)
            for n in range(LINES)
        ],
        "绩效目标": [(name, 900000, f"{name}的概况", "年度计划", "完成任务") for name in NAMES],
        "绩效指标": [
            (name, horizon, first, second, f"{second}指标", "≥95%")
            for name in NAMES
            for horizon in ("实施期", "年度")
            for first, second in INDICATORS
        ],
    }


def workbook() -> bytes:
    """The file that a clerk sends."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    department = book.create_sheet("部门")
    for row in (("项", "值"), ("预算年度", 2023), ("部门代码", "901"), ("部门名称", "测算局")):
        department.append(row)
    for name, found in rows().items():
        sheet = book.create_sheet(name)
        for row in (HEADERS[name], *found):
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_alone(data: bytes) -> int:
    """openpyxl reads every cell and nothing else happens."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for _ in row)


def run(full: bool) -> Iterator[Result]:
    """Dry run, commit, export."""
    engine = databases.fresh("workbook")
    databases.codes()
    from budgetportal.models import Edition
    from budgetportal.workbook.importing import import_workbook
    from budgetportal.workbook.writer import write

    data = workbook()
    beside = partial(work, partial(read_alone, data))

    def importing(dry_run: bool) -> None:
        errors = import_workbook(data, None, dry_run=dry_run).errors
        assert not errors, errors[:3]

    acts: dict[str, Callable[[], object]] = {
        "dry run": partial(importing, True),
        "commit": partial(importing, False),
        "export": lambda: write(Edition.objects.get(department__code="901")),
    }
    for name, act in acts.items():
        pairs = in_turn(partial(work, act), beside, rounds(full))
        yield compared(f"workbook {name} ({engine})", pairs, "≤ 3 × openpyxl alone", 3)
    count = len(databases.queries(partial(importing, False)))
    yield Result("workbook queries of a commit", str(count), "", None, "stated", None)
