"""Lists of publications, sorted and paged by django-tables2."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

import django_tables2 as tables
from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, QuerySet, When
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from budgetportal.ledger.money import wan_figure
from budgetportal.models import Publication
from budgetportal.rendering.overview import in_words

#: 预算法第十四条: within twenty days of approval
LEGAL_DAYS = 20
NUMBER: dict[str, Any] = {"td": {"class": "num"}, "th": {"class": "num"}, "tf": {"class": "num"}}
#: change against last year in thousandths, for sorting; blank where it is no percentage
RATE = Case(
    When(
        prior__gt=0,
        then=ExpressionWrapper(
            (F("expenditure") - F("prior")) * 1000 / F("prior"), output_field=BigIntegerField()
        ),
    ),
    output_field=BigIntegerField(),
)


class PublicationTable(tables.Table):
    """All departments of a year, newest revision each; ``total`` is the sum in 元 of them all."""

    department_name = tables.Column(
        "部门",
        linkify=("disclosure", {"year": tables.A("year"), "dept": tables.A("department__code")}),
        footer="合计",
    )
    department__code = tables.Column("代码")
    expenditure = tables.Column(
        "支出总计（万元）", attrs=NUMBER, footer=lambda table: wan_figure(table.total)
    )
    rate = tables.Column("比上年", attrs=NUMBER)
    # no DateColumn: it runs a template for every cell
    approved_on = tables.Column("批复日期")
    published_at = tables.Column("公开日期")
    days = tables.Column("用时", attrs=NUMBER)
    revision = tables.Column("版本", attrs=NUMBER)

    class Meta:
        fields = (
            "department_name",
            "department__code",
            "expenditure",
            "rate",
            "approved_on",
            "published_at",
            "days",
            "revision",
        )
        empty_text = "没有符合条件的部门。"
        attrs: ClassVar = {"class": "list"}
        order_by = "department__code"

    def __init__(self, publications: QuerySet[Publication], total: Decimal) -> None:
        self.total = total
        super().__init__(publications.annotate(rate=RATE))

    def render_expenditure(self, value: Decimal) -> str:
        return wan_figure(value)

    def render_rate(self, record: Publication) -> str:
        return in_words(record.expenditure, record.prior).removeprefix("比上年")

    def render_days(self, value: int) -> str | SafeString:
        if value <= LEGAL_DAYS:
            return f"{value}天"
        return format_html('<span class="late">{}天（超过{}天）</span>', value, LEGAL_DAYS)

    def render_revision(self, value: int) -> str:
        return f"第{value}版"

    def render_approved_on(self, value: date) -> str:
        return value.isoformat()

    def render_published_at(self, value: datetime) -> str:
        return localtime(value).date().isoformat()
