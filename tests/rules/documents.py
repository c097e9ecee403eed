"""One sound document, and ways to break it: every rule passes on the first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from budgetportal.disclosure.document import Document, Term, Texts
from budgetportal.disclosure.forms import FUNDING, FormIndicator, PerformanceForm
from budgetportal.disclosure.rules.answers import TERMS
from budgetportal.ledger.book import Facts, Project, Unit
from budgetportal.ledger.terms import PRIOR_YEAR, Horizon, ProjectKind, UnitKind
from tests.documents import document
from tests.text_ledger import book

NAME = "平台建设"
VALUES = (
    ("产出指标", "数量指标", "支持平台数", "≥3个"),
    ("产出指标", "质量指标", "验收合格率", "≥95%"),
    ("产出指标", "时效指标", "完成时间", "12月底前"),
    ("产出指标", "成本指标", "平台建设费", "1万元"),
    ("效益指标", "社会效益指标", "带动就业", "≥20人"),
    ("满意度指标", "服务对象满意度指标", "企业满意度", "≥90%"),
)
ANSWERS = {
    "车辆情况": "无",
    "房屋情况": "无",
    "其他国有资产": "无",
    "政府采购情况": "无",
    "保留车辆数": "0",
}
LINES = (
    f"project:{NAME} 2060404 一般公共预算 当年 项目 30227 10000.00",
    "2060101 一般公共预算 当年 基本 30201 500.00",
)
OFFICE = Unit("615001", "科技金融部", UnitKind.CIVIL_SERVICE)


def money(yuan: str) -> dict[str, Decimal]:
    """County money only, in 元."""
    return {**dict.fromkeys(FUNDING, Decimal(0)), FUNDING[2]: Decimal(yuan)}


def form(name: str = NAME, yuan: str = "10000", **fields: str) -> PerformanceForm:
    """A sound performance form of ``yuan`` county money in both horizons."""
    return PerformanceForm(
        project=name,
        unit="615001",
        fields={"项目概况": "建设研发平台。", "负责人": "甲", "填报日期": "2023-01-05", **fields},
        funding=dict.fromkeys(Horizon, money(yuan)),
        indicators=tuple(FormIndicator(h, *value) for h in Horizon for value in VALUES),
    )


def sound(*lines: str, unit: Unit = OFFICE, **rest: Any) -> Document:
    """A published document that breaks no rule; ``lines`` take the place of its lines."""
    made = book(*(lines or LINES), units=(unit,), **rest)
    made = replace(
        made,
        lines=tuple(_proper(each) for each in made.lines),
        projects=(Project(NAME, "615001", ProjectKind.ONE_OFF, 1),),
    )
    if "facts" not in rest:
        made = replace(made, facts=Facts(is_new=True))
    return document(
        made,
        form(),
        texts=Texts("统筹科技工作。", "设四个科室。", ANSWERS),
        glossary=tuple(Term(term, f"{term}的解释。") for term in TERMS),
        approved_on=date(2023, 2, 1),
        published_at=datetime(2023, 2, 10, tzinfo=UTC),
        revision=1,
        secrecy_reviewed=True,
    )


def _proper(each: Any) -> Any:
    """The subject that an organ uses."""
    return replace(each, government_economic="50201") if each.economic else each


def with_form(**changes: Any) -> Document:
    """The sound document with its performance form changed."""
    return replace(sound(), forms=(replace(form(), **changes),))


def with_fields(**fields: str) -> Document:
    return replace(sound(), forms=(form(**fields),))


def with_value(level3: str, value: str, horizon: Horizon | None = None) -> Document:
    """The sound document with the value of one indicator changed (in both horizons)."""
    return with_form(
        indicators=tuple(
            replace(each, value=value)
            if each.level3 == level3 and each.horizon is (horizon or each.horizon)
            else each
            for each in form().indicators
        )
    )


def without_indicators(*names: str) -> Document:
    kept = tuple(i for i in form().indicators if i.level1 not in names and i.level2 not in names)
    return with_form(indicators=kept)


def with_texts(**texts: Any) -> Document:
    made = sound()
    return replace(made, texts=replace(made.texts, **texts))


def with_answer(name: str, text: str) -> Document:
    return with_texts(answers={**ANSWERS, name: text})


def with_facts(**facts: Any) -> Document:
    made = sound()
    return replace(made, book=replace(made.book, facts=Facts(**{"is_new": True, **facts})))


def changed_since(**amounts: str) -> dict[Any, Decimal]:
    """Last year's figures: those named (by English name), the others zero."""
    named = {indicator: Decimal(0) for indicator in PRIOR_YEAR}
    return named | {i: Decimal(amounts[i.name]) for i in PRIOR_YEAR if i.name in amounts}


Broken = Callable[[], Document]
