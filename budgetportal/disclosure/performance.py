"""Stored performance forms → the forms that may be published."""

from collections.abc import Mapping
from decimal import Decimal

from budgetportal.ledger.book import Book
from budgetportal.ledger.terms import Fund, Horizon, Level
from budgetportal.models import Edition
from budgetportal.models import PerformanceForm as Stored

from .forms import FUNDING, FormIndicator, PerformanceForm

CENTRAL, PROVINCE, COUNTY, OWN, OTHER = FUNDING
BY_LEVEL = {Level.CENTRAL: CENTRAL, Level.PROVINCE: PROVINCE, Level.COUNTY: COUNTY}
BY_FUND = {Fund.OWN: OWN, Fund.SPECIAL: OTHER}


def performance_forms(edition: Edition, book: Book) -> tuple[PerformanceForm, ...]:
    """Every form in the order of the projects (two queries)."""
    stored = (
        Stored.objects.filter(project__edition=edition)
        .select_related("project__unit")
        .prefetch_related("indicators")
        .order_by("project__position", "project_id")
    )
    money = yearly(book)
    return tuple(_form(edition, form, money) for form in stored)


def yearly(book: Book) -> Mapping[str, Mapping[str, Decimal]]:
    """年度资金 by project and source in exact 元: the sum of the project's lines, carried too."""
    found: dict[str, dict[str, Decimal]] = {}
    for line in book.lines:
        if line.project is not None:
            sources = found.setdefault(line.project, dict.fromkeys(FUNDING, Decimal(0)))
            sources[BY_FUND.get(line.fund) or BY_LEVEL[line.level]] += line.yuan
    return found


def _form(
    edition: Edition, form: Stored, money: Mapping[str, Mapping[str, Decimal]]
) -> PerformanceForm:
    project = form.project
    period = (
        form.period_central,
        form.period_province,
        form.period_county,
        form.period_own,
        form.period_other,
    )
    return PerformanceForm(
        project=project.name,
        unit=project.unit.code,
        fields=_fields(edition, form),
        funding={
            Horizon.PERIOD: dict(zip(FUNDING, period, strict=True)),
            Horizon.YEAR: money.get(project.name, dict.fromkeys(FUNDING, Decimal(0))),
        },
        indicators=tuple(
            FormIndicator(Horizon(i.horizon), i.level1, i.level2, i.level3, i.value)
            for i in form.indicators.all()
        ),
        has_handler=bool(form.handler.strip()),
    )


def _fields(edition: Edition, form: Stored) -> dict[str, str]:
    """Named as the workbook's headers; 联系电话 is never among them, 经办人 only by choice."""
    project = form.project
    return {
        "项目名称": project.name,
        "主管部门及代码": f"{edition.department.code}-{edition.department_name}",
        "实施单位": project.unit.name,
        "项目属性": project.kind,
        "项目期(年)": "" if project.years is None else str(project.years),
        "项目概况": form.overview,
        "立项依据": form.basis,
        "项目设立必要性": form.necessity,
        "保证项目实施的制度、措施": form.measures,
        "项目实施计划": form.plan,
        "实施期总体目标": form.period_goal,
        "年度总体目标": form.year_goal,
        "负责人": form.leader,
        "经办人": form.handler if edition.shows_handler else "",
        "填报日期": form.filled_on.isoformat() if form.filled_on else "",
    }
