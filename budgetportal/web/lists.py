"""Lists of publications, sorted and paged by django-tables2."""

from decimal import Decimal
from typing import ClassVar

import django_tables2 as tables
from django.utils.timezone import localtime

from budgetportal.ledger.money import wan_figure
from budgetportal.models import Publication


class PublicationTable(tables.Table):
    """All departments of a year, newest revision each."""

    department_name = tables.Column(
        "部门",
        linkify=("disclosure", {"year": tables.A("year"), "dept": tables.A("department__code")}),
    )
    department__code = tables.Column("代码")
    approved_on = tables.DateColumn(format="Y-m-d", verbose_name="批复日期")
    published_at = tables.DateTimeColumn(format="Y-m-d", verbose_name="公开日期")
    days = tables.Column("批复后", accessor="pk", orderable=False)
    expenditure = tables.Column("支出总计（万元）", attrs={"td": {"class": "num"}})
    revision = tables.Column("版本")

    class Meta:
        model = Publication
        fields = (
            "department__code",
            "department_name",
            "expenditure",
            "approved_on",
            "published_at",
            "days",
            "revision",
        )
        empty_text = "还没有部门公开。"
        attrs: ClassVar = {"class": "list"}
        order_by = "department__code"

    def render_expenditure(self, value: Decimal) -> str:
        return wan_figure(value)

    def render_days(self, record: Publication) -> str:
        if record.approved_on is None:
            return "—"
        return f"{(localtime(record.published_at).date() - record.approved_on).days}天"

    def render_revision(self, value: int) -> str:
        return f"第{value}版"
