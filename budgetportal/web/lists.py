"""Lists of publications, sorted and paged by django-tables2."""

from collections.abc import Callable, Iterator
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
NOTHING = "—"
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


def _days(each: Publication) -> str | SafeString:
    if each.days is None or each.days <= LEGAL_DAYS:
        return NOTHING if each.days is None else f"{each.days}天"
    return format_html('<span class="late">{}天（超过{}天）</span>', each.days, LEGAL_DAYS)


def _change(each: Publication) -> str:
    if each.prior is None or each.prior <= 0:
        return NOTHING
    return in_words(each.expenditure, each.prior).removeprefix("比上年")


#: what stands in a column; plain functions, because django-tables2 looks up the signature of a
#: render method for every cell
CELLS: dict[str, Callable[[Publication], str]] = {
    "department_name": lambda each: each.department_name,
    "department__code": lambda each: each.department.code,
    "expenditure": lambda each: wan_figure(each.expenditure),
    "rate": _change,
    "approved_on": lambda each: each.approved_on.isoformat() if each.approved_on else NOTHING,
    "published_at": lambda each: localtime(each.published_at).date().isoformat(),
    "days": _days,
    "revision": lambda each: f"第{each.revision}版",
}


class PublicationTable(tables.Table):
    """All departments of a year, newest revision each; ``total`` is the sum in 元 of them all.

    ``place`` is the address of the year, below which each department stands.
    """

    department_name = tables.Column("部门", footer="合计")
    department__code = tables.Column("代码")
    expenditure = tables.Column(
        "支出总计（万元）", attrs=NUMBER, footer=lambda table: wan_figure(table.total)
    )
    rate = tables.Column("比上年", attrs=NUMBER)
    approved_on = tables.Column("批复日期")
    published_at = tables.Column("公开日期")
    days = tables.Column("用时", attrs=NUMBER)
    revision = tables.Column("版本", attrs=NUMBER)

    class Meta:
        fields = tuple(CELLS)
        empty_text = "没有符合条件的部门。"
        attrs: ClassVar = {"class": "list"}
        order_by = "department__code"

    def __init__(self, publications: QuerySet[Publication], total: Decimal, place: str) -> None:
        self.total, self.place = total, place
        super().__init__(publications)

    def order_rate(
        self, publications: QuerySet[Publication], is_descending: bool
    ) -> tuple[QuerySet[Publication], bool]:
        """By the change, worked out only where somebody sorts by it."""
        return publications.order_by(RATE.desc() if is_descending else RATE.asc()), True

    def drawn(self) -> Iterator[SafeString]:
        """The rows of this page, the first cell leading to the department's page."""
        classes = [' class="num"' if each.column.attrs else "" for each in self.columns]
        cells = "".join(f"<td{name}>{{}}</td>" for name in classes[1:])
        pattern = f'<th scope="row"><a href="{{}}{{}}/">{{}}</a></th>{cells}'
        for row in self.paginated_rows:
            each = row.record
            shown = (draw(each) for draw in CELLS.values())
            yield format_html(pattern, self.place, each.department.code, *shown)
