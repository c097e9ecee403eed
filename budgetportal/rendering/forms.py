"""A performance form (项目支出绩效目标申报表) as it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import FUNDING, Pair, PerformanceForm, pairs
from budgetportal.ledger.money import yuan_text
from budgetportal.ledger.terms import Horizon

TITLE = "项目支出绩效目标申报表"
TITLE_ANSWER = "绩效申报表标题"
WITHHELD = "不公开"
TEXTS = (
    "项目概况",
    "立项依据",
    "项目设立必要性",
    "保证项目实施的制度、措施",
    "项目实施计划",
)
#: the longest amount, in characters, that fits one of the eight columns
ONE_COLUMN = 11
#: indicator rows beyond which a form is set close, to stay on one page
LONG = 16


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and the text beside it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Signature(Labelled):
    """One cell of the last row; ``span`` is its number of columns."""

    span: int


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """项目资金(元) of both horizons, side by side."""

    period_label: str
    period: str
    year_label: str
    year: str


@dataclass(frozen=True)
class PrintedForm:
    """Everything the template prints; amounts in 元."""

    anchor: str
    title: str
    project: str
    heads: tuple[tuple[Labelled, Labelled], ...]
    money: tuple[MoneyRow, ...]
    texts: tuple[Labelled, ...]
    period_goal: str
    year_goal: str
    groups: tuple[tuple[Pair, ...], ...]
    signatures: tuple[Signature, ...]

    @property
    def year_total(self) -> str:
        return self.money[0].year

    @property
    def is_long(self) -> bool:
        return sum(map(len, self.groups)) > LONG

    @property
    def money_span(self) -> int:
        """How many columns an amount takes; its label takes the rest of three."""
        longest = max(len(text) for row in self.money for text in (row.period, row.year))
        return 1 if longest <= ONE_COLUMN else 2

    @property
    def label_span(self) -> int:
        return 3 - self.money_span


def printed(document: Document, number: int, form: PerformanceForm) -> PrintedForm:
    """The form as the source lays it out."""
    fields = form.fields
    return PrintedForm(
        anchor=f"f{number}",
        title=document.texts.answers.get(TITLE_ANSWER, "").strip() or TITLE,
        project=form.project,
        heads=_heads(document, form),
        money=_money(form),
        texts=tuple(Labelled(name, fields.get(name, "")) for name in TEXTS),
        period_goal=fields.get("实施期总体目标", ""),
        year_goal=fields.get("年度总体目标", ""),
        groups=pairs(form),
        signatures=_signatures(fields),
    )


def _heads(
    document: Document, form: PerformanceForm
) -> tuple[tuple[Labelled, Labelled], tuple[Labelled, Labelled]]:
    book, fields = document.book, form.fields
    department = f"{book.department_code}-{book.department_name}"
    names = {unit.code: unit.name for unit in book.units}
    unit = fields.get("实施单位") or names.get(form.unit, form.unit)
    years = fields.get("项目期(年)", "")
    return (
        (
            Labelled("主管部门及代码", fields.get("主管部门及代码") or department),
            Labelled("实施单位", unit),
        ),
        (
            Labelled("项目属性", fields.get("项目属性", "")),
            Labelled("项目期", f"{years}年" if years else ""),
        ),
    )


def _money(form: PerformanceForm) -> tuple[MoneyRow, ...]:
    period, year = form.funding[Horizon.PERIOD], form.funding[Horizon.YEAR]
    total = MoneyRow(
        "实施期资金总额：",
        yuan_text(form.total(Horizon.PERIOD)),
        "年度资金总额：",
        yuan_text(form.total(Horizon.YEAR)),
    )
    labels = [f"其中：{FUNDING[0]}", *FUNDING[1:]]
    parts = (
        MoneyRow(label, yuan_text(period[name]), label, yuan_text(year[name]))
        for label, name in zip(labels, FUNDING, strict=True)
    )
    return (total, *parts)


def _signatures(fields: Mapping[str, str]) -> tuple[Signature, ...]:
    """负责人 and 经办人 only where the department publishes them; 联系电话 never."""
    return (
        Signature("负责人", fields.get("负责人") or WITHHELD, 3),
        Signature("经办人", fields.get("经办人") or WITHHELD, 1),
        Signature("联系电话", WITHHELD, 2),
        Signature("填报日期", _day(fields.get("填报日期", "")), 2),
    )


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"
