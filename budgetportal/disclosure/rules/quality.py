"""P04, P06 and P08: performance forms that are complete but unlikely."""

import re
from collections.abc import Iterator
from datetime import date

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import INDICATOR_TREE, PerformanceForm
from budgetportal.ledger.money import wan_words
from budgetportal.ledger.terms import Horizon

from .rule import Problem

#: a value that says no more than that something happens
VAGUE = re.compile(
    r"(?:有效|明显|显著|不断|持续|进一步|稳步|逐步|有所|得到|较好|按时|按期|及时|全面|基本|保持|积极)*"
    r"(?:提高|提升|促进|完成|正常|改善|增强|加强|推进|推动|达到|优化|完善)"
)


def _problem(
    form: PerformanceForm,
    place: str,
    message: str,
    mend: str,
    *,
    expected: str,
    actual: str,
    difference: str = "",
    field: str = "",
) -> Problem:
    return Problem(
        f"{form.project}：{place}",
        f"“{form.project}”{message}",
        mend,
        expected,
        actual,
        difference,
        link=("form", form.project, field or place),
    )


def outputs_are_many_sided(document: Document) -> Iterator[Problem]:
    """P04: 数量, 质量, 时效, 成本 are all there, and values say how much."""
    mend = "请补充可以衡量的指标；不适用的，请在答复中说明。"
    outputs = INDICATOR_TREE["产出指标"]
    for form in document.forms:
        filled = {each.level2 for each in form.indicators}
        missing = "、".join(level2 for level2 in outputs if level2 not in filled)
        if missing:
            message = f"没有{missing}。"
            expected = "、".join(outputs)
            yield _problem(
                form, "产出指标", message, mend, expected=expected, actual=f"缺{missing}"
            )
        vague = dict.fromkeys(
            each.level3 for each in form.indicators if VAGUE.fullmatch(each.value.strip(" 。"))
        )
        if vague:
            said = f"“{'”“'.join(vague)}”"
            message = f"中{said}的指标值没有说明程度。"
            yield _problem(
                form, "指标值", message, mend, expected="写明数量或程度的指标值", actual=said
            )


def periods_are_plausible(document: Document) -> Iterator[Problem]:
    """P06: 实施期资金 against annual money × 项目期."""
    years = {project.name: project.years for project in document.book.projects}
    for form in document.forms:
        expected = form.total(Horizon.YEAR) * (years.get(form.project) or 0)
        period = form.total(Horizon.PERIOD)
        if expected > 0 and abs(period - expected) * 2 > expected:
            yield _problem(
                form,
                "实施期资金",
                f"实施期资金{wan_words(period)}，与年度资金乘以项目期{years[form.project]}年的"
                f"{wan_words(expected)}相差一半以上。",
                "请核对实施期资金和项目期；确应如此的，请在答复中说明。",
                expected=wan_words(expected),
                actual=wan_words(period),
                difference=wan_words(period - expected),
            )


def forms_are_signed(document: Document) -> Iterator[Problem]:
    """P08: 负责人, 经办人 and 填报日期 are there, and the date is not after publication."""
    for form in document.forms:
        missing = [name for name in ("负责人", "填报日期") if not form.fields.get(name, "").strip()]
        missing += [] if form.has_handler else ["经办人"]
        if missing:
            said = "、".join(missing)
            mend = "请补填；确实没有的，请在答复中说明。"
            yield _problem(
                form,
                "填报人员",
                f"没有填写{said}。",
                mend,
                expected="负责人、经办人、填报日期",
                actual=f"缺{said}",
                field=missing[0],
            )
        day, last = form.fields.get("填报日期", ""), document.published_on
        if last and _day(day) and _day(day) > last:  # type: ignore[operator]
            yield _problem(
                form,
                "填报日期",
                f"填报日期{day}晚于公开日期{last}。",
                "请核对填报日期。",
                expected=f"不晚于{last}",
                actual=day,
            )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
