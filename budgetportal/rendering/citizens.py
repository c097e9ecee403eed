"""公民版: a disclosure on one page, in plain words and pictures, from the same figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.safestring import SafeString

from budgetportal.disclosure.document import Document
from budgetportal.ledger import scopes
from budgetportal.ledger.book import Book
from budgetportal.ledger.indicators import THREE_PUBLIC_ITEMS, computed, prior
from budgetportal.ledger.money import spoken, total
from budgetportal.ledger.select import on
from budgetportal.ledger.terms import Fund, Indicator

from .overview import Change, by_class, changes, in_words, printed_in
from .pictures.bars import Shares, shares
from .pictures.hundred import Hundred, hundred
from .qr import qr

#: what each fund is, in plain words
FUNDS = {
    Fund.GENERAL: "一般公共预算（主要是税收）",
    Fund.GOVERNMENT: "政府性基金（指定用途的收费）",
    Fund.CAPITAL: "国有资本经营预算（国企上缴的收益）",
    Fund.SPECIAL: "财政专户（学费、考试费等收费）",
    Fund.OWN: "单位自己的收入",
}
#: projects that are told one by one, and the most characters of their goal
PROJECTS, GOAL = 5, 54


@dataclass(frozen=True, slots=True)
class Work:
    """A project: what it costs, and what it is to reach."""

    name: str
    amount: str
    goal: str


@dataclass(frozen=True)
class Citizens:
    """What the page says; every sentence is made from exact figures."""

    total: str
    unit: str
    spoken: str
    change: str
    current: str
    carried: str
    basic: str
    project: str
    unspent: str
    hundred: Hundred
    funds: Shares
    works: tuple[Work, ...]
    rest: str
    three_public: str
    public: tuple[Change, ...]
    address: str
    qr: SafeString


def citizens(document: Document) -> Citizens:
    """The one-page edition of a publication."""
    book = document.book
    known = computed(book)
    spent = known[Indicator.EXPENDITURE]
    scale = printed_in(document)
    works, rest = _works(document)
    address = f"{settings.SITE_URL}/{book.year}/{book.department_code}/r{document.revision}/"
    return Citizens(
        total=scale.figure(spent),
        unit=scale.unit,
        spoken=spoken(spent),
        change=in_words(spent, prior(book, Indicator.EXPENDITURE), scale),
        current=spoken(known[Indicator.CURRENT_INCOME]),
        carried=_unless_zero(known[Indicator.CARRIED]),
        basic=_unless_zero(known[Indicator.BASIC]),
        project=_unless_zero(known[Indicator.PROJECT]),
        unspent=_unless_zero(book.total(scopes.unspent)),
        hundred=hundred(by_class(book), scale),
        funds=shares("", _funds(book), scale),
        works=works,
        rest=rest,
        three_public=scale.figure(known[Indicator.THREE_PUBLIC]),
        public=changes([(i.value, known[i], prior(book, i)) for i in THREE_PUBLIC_ITEMS], scale),
        address=address,
        qr=qr(address, "本公开文件地址的二维码"),
    )


def _unless_zero(yuan: Decimal) -> str:
    return spoken(yuan) if yuan else ""


def _funds(book: Book) -> list[tuple[str, Decimal]]:
    """Where the money of the year comes from, the largest source first."""
    sums = {fund: book.total(scopes.income & on("fund", fund)) for fund in Fund}
    return [(FUNDS[fund], yuan) for fund, yuan in sorted(sums.items(), key=lambda s: -s[1])]


def _works(document: Document) -> tuple[tuple[Work, ...], str]:
    """The largest projects with their goals, and a sentence on the others."""
    sums: dict[str, Decimal] = {}
    for line in document.book.lines:
        if line.project is not None:
            sums[line.project] = sums.get(line.project, Decimal(0)) + line.yuan
    goals = {form.project: _goal(form.fields) for form in document.forms}
    ordered = sorted(sums, key=lambda name: -sums[name])
    told, others = ordered[:PROJECTS], ordered[PROJECTS:]
    works = tuple(Work(name, spoken(sums[name]), goals.get(name, "")) for name in told)
    rest = total(sums[name] for name in others)
    return works, f"另有{len(others)}个项目，共{spoken(rest)}。" if others else ""


def _goal(fields: Mapping[str, str]) -> str:
    """The first sentence of 年度总体目标, or as much of it as there is room for."""
    text = " ".join((fields.get("年度总体目标") or fields.get("项目概况", "")).split())
    first = text.partition("。")[0]
    return first if len(first) <= GOAL else f"{first[: GOAL - 1]}…"
