"""P05: the values of 实施期 and 年度 of one indicator."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import FormIndicator, PerformanceForm
from budgetportal.ledger.terms import Horizon, ProjectKind

from .rule import Problem

PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
#: how like two names are of one indicator that was typed twice
ALIKE = 0.7


def horizons_agree(document: Document) -> Iterator[Problem]:
    """P05: the values of 实施期 and 年度, where the indicator is the same."""
    kinds = {project.name: project.kind for project in document.book.projects}
    for form in document.forms:
        one_off = kinds.get(form.project) is ProjectKind.ONE_OFF
        for name, period, year in _pairs(form):
            if (one_off and period != year) or _percents_differ(period, year):
                yield Problem(
                    f"{form.project}：指标“{name}”",
                    f"“{form.project}”指标“{name}”的实施期指标值“{period}”与年度指标值“{year}”不同。",
                    "请核对两栏；确应如此的，请在答复中说明。",
                    expected=period,
                    actual=year,
                    link=("form", form.project, f"{Horizon.YEAR.value}{name}"),
                )


def _pairs(form: PerformanceForm) -> Iterator[tuple[str, str, str]]:
    """(name, 实施期 value, 年度 value) of one indicator; its two names may differ in a word."""
    years = [each for each in form.indicators if each.horizon is Horizon.YEAR]
    for period in form.indicators:
        if period.horizon is Horizon.PERIOD:
            of_kind = [each for each in years if each.level2 == period.level2]
            year = next((e for e in of_kind if e.level3 == period.level3), None)
            year = year or next((e for e in of_kind if _alike(period, e)), None)
            if year is not None:
                years.remove(year)
                yield period.level3, _folded(period.value), _folded(year.value)


def _alike(one: FormIndicator, other: FormIndicator) -> bool:
    """One name is the beginning of the other, or they differ in a word."""
    left, right = _folded(one.level3), _folded(other.level3)
    short, long_ = sorted((left, right), key=len)
    return (len(short) > 3 and long_.startswith(short)) or (
        SequenceMatcher(None, left, right).ratio() >= ALIKE
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _percents_differ(period: str, year: str) -> bool:
    one, other = PERCENT.findall(period), PERCENT.findall(year)
    return bool(one and other) and one != other
