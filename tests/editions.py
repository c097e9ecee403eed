"""Small editions in the database, for tests of what happens to them."""

from datetime import timedelta
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils.timezone import localdate, now

from budgetportal.ledger.terms import Fund, Nature, ProjectKind, UnitKind, Vintage
from budgetportal.models import (
    Department,
    Edition,
    ExpenditureLine,
    PerformanceForm,
    PerformanceIndicator,
    Project,
    Unit,
)

#: when tests publish, unless time is what they are about: the same document each time
NOW = now()
VALUES = (
    ("产出指标", "数量指标", "支持平台数", "≥3个"),
    ("产出指标", "质量指标", "验收合格率", "≥95%"),
    ("产出指标", "时效指标", "完成时间", "12月底前"),
    ("效益指标", "社会效益指标", "带动就业", "≥20人"),
    ("满意度指标", "服务对象满意度指标", "企业满意度", "≥90%"),
)


def edition(code: str = "801", year: int = 2023, yuan: str = "10000.00") -> Edition:
    """A sound edition: one unit, one project of ``yuan`` with its performance form."""
    department, _ = Department.objects.get_or_create(code=code, defaults={"name": "测试局"})
    department.members.set(User.objects.filter(username="clerk"))
    made = Edition.objects.create(
        department=department,
        year=year,
        department_name=department.name,
        duties="统筹科技工作。",
        setup="设综合科。",
        is_new=True,
        approved_on=localdate() - timedelta(days=5),
        secrecy_reviewer="保密员",
        **dict.fromkeys(
            ("vehicles", "buildings", "other_assets", "procurement_text", "other_notes"), "无"
        ),
    )
    unit = Unit.objects.create(
        edition=made, code=f"{code}001", name="测试局本级", kind=UnitKind.INSTITUTION
    )
    project = Project.objects.create(
        edition=made, unit=unit, name="平台建设", kind=ProjectKind.ONE_OFF, years=1
    )
    ExpenditureLine.objects.create(
        edition=made,
        unit=unit,
        project=project,
        nature=Nature.PROJECT,
        function="2060404",
        fund=Fund.GENERAL,
        vintage=Vintage.CURRENT,
        amount=Decimal(yuan),
    )
    performance_form(project, yuan)
    return made


def performance_form(project: Project, yuan: str) -> None:
    """A sound performance form, whose cost indicator is all the money of the project."""
    form = PerformanceForm.objects.create(
        project=project,
        period_county=Decimal(yuan),
        leader="负责人甲",
        handler="经办人乙",
        filled_on=localdate() - timedelta(days=30),
    )
    cost = ("产出指标", "成本指标", "平台建设费", f"{yuan}元")
    PerformanceIndicator.objects.bulk_create(
        PerformanceIndicator(
            form=form, horizon=horizon, level1=level1, level2=level2, level3=level3, value=value
        )
        for horizon in ("实施期", "年度")
        for level1, level2, level3, value in (*VALUES, cost)
    )
