"""P04–P08: performance forms that are complete but unlikely."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import INDICATOR_TREE, PerformanceForm
from budgetportal.ledger.money import wan_figure
from budgetportal.ledger.terms import Horizon, ProjectKind

from .rule import Problem

#: a value that says no more than that something happens
VAGUE = re.compile(r"(有效|明显|显著|不断|持续|进一步|稳步)?(提高|提升|促进|完成|正常|改善|增强)")
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
LONG_TEXTS = ("项目概况", "实施期总体目标", "年度总体目标")
LONG, SHINGLE, ALIKE = 60, 4, 0.9


def _problem(form: PerformanceForm, place: str, message: str, mend: str) -> Problem:
    return Problem(f"{form.project}：{place}", message, mend, link=("form", form.project))


def outputs_are_many_sided(document: Document) -> Iterator[Problem]:
    """P04: 数量, 质量, 时效, 成本 are all there, and values say how much."""
    mend = "请补充可以衡量的指标；不适用的，请说明原因。"
    for form in document.forms:
        filled = {each.level2 for each in form.indicators}
        missing = [level2 for level2 in INDICATOR_TREE["产出指标"] if level2 not in filled]
        if missing:
            yield _problem(form, "产出指标", f"没有{'、'.join(missing)}。", mend)
        vague = dict.fromkeys(
            each.level3 for each in form.indicators if VAGUE.fullmatch(each.value.strip())
        )
        if vague:
            message = f"“{'”“'.join(vague)}”的指标值没有说明程度。"
            yield _problem(form, "指标值", message, mend)


def horizons_agree(document: Document) -> Iterator[Problem]:
    """P05: the values of 实施期 and 年度, where the indicator is the same."""
    kinds = {project.name: project.kind for project in document.book.projects}
    for form in document.forms:
        one_off = kinds.get(form.project) is ProjectKind.ONE_OFF
        for name, period, year in _pairs(form):
            if (one_off and period != year) or _percents_differ(period, year):
                yield _problem(
                    form,
                    f"指标“{name}”",
                    f"实施期指标值“{period}”与年度指标值“{year}”不同。",
                    "请核对两栏；确应如此的，请说明原因。",
                )


def _pairs(form: PerformanceForm) -> Iterator[tuple[str, str, str]]:
    values: dict[Horizon, dict[tuple[str, str], str]] = {horizon: {} for horizon in Horizon}
    for each in form.indicators:
        folded = unicodedata.normalize("NFKC", each.value).replace(" ", "")
        values[each.horizon].setdefault((each.level2, each.level3), folded)
    for key, period in values[Horizon.PERIOD].items():
        if key in values[Horizon.YEAR]:
            yield key[1], period, values[Horizon.YEAR][key]


def _percents_differ(period: str, year: str) -> bool:
    one, other = PERCENT.findall(period), PERCENT.findall(year)
    return bool(one and other) and one != other


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
                f"实施期资金{wan_figure(period)}万元，与年度资金乘以项目期"
                f"{wan_figure(expected)}万元相差一半以上。",
                "请核对实施期资金和项目期；确应如此的，请说明原因。",
            )


def texts_are_own(document: Document) -> Iterator[Problem]:
    """P07: long texts of two projects that are near copies."""
    for field in LONG_TEXTS:
        texts = [(f, _shingles(f.fields.get(field, ""))) for f in document.forms]
        for (one, left), (other, right) in combinations([t for t in texts if t[1]], 2):
            if len(left & right) >= ALIKE * len(left | right):
                message = f"{field}与“{other.project}”的几乎相同。"
                yield _problem(one, f"{field}与{other.project}", message, "请写明各自的内容。")


def _shingles(text: str) -> frozenset[str]:
    bare = re.sub(r"\s", "", text)
    if len(bare) < LONG:
        return frozenset()
    return frozenset(bare[i : i + SHINGLE] for i in range(len(bare) - SHINGLE + 1))


def forms_are_signed(document: Document) -> Iterator[Problem]:
    """P08: 负责人, 经办人 and 填报日期 are there, and the date is not after publication."""
    for form in document.forms:
        missing = [name for name in ("负责人", "填报日期") if not form.fields.get(name, "").strip()]
        missing += [] if form.has_handler else ["经办人"]
        if missing:
            message = f"没有填写{'、'.join(missing)}。"
            yield _problem(form, "填报人员", message, "请补填；确实没有的，请说明原因。")
        day = form.fields.get("填报日期", "")
        if document.published_at and day > document.published_at.date().isoformat():
            message = f"填报日期{day}晚于公开日期。"
            yield _problem(form, "填报日期", message, "请核对填报日期。")
