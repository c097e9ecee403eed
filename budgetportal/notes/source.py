"""What the notes are made from: the book, and what the department wrote itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from budgetportal.ledger import scopes
from budgetportal.ledger.book import Book
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.indicators import computed
from budgetportal.ledger.select import Selector, below, on
from budgetportal.ledger.terms import Indicator

from .wording import Part

FUNDS = (
    ("general", "一般公共预算", scopes.general),
    ("government", "政府性基金预算", scopes.government),
    ("capital", "国有资本经营预算", scopes.capital),
    ("special", "财政专户管理资金", scopes.special),
    ("own", "单位资金", scopes.own),
)


@dataclass(frozen=True)
class Source:
    """``answers`` are the workbook's 项 of sheet 部门; ``planned`` the projects with a form."""

    book: Book
    answers: Mapping[str, str] = field(default_factory=dict)
    planned: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        return self.book.year

    @cached_property
    def indicators(self) -> Mapping[Indicator, Decimal]:
        """Every indicator in exact 元."""
        return computed(self.book)

    def total(self, select: Selector) -> Decimal:
        """Exact 元."""
        return self.book.total(select)

    def by_class(self, select: Selector) -> list[tuple[str, str, Decimal]]:
        """(类 code, name, exact 元) of every 类 with a figure, ascending."""
        found = self.book.by(select.fields | {"function"})
        codes = sorted({(e.function or "")[:3] for e in found if select(e)})
        named = [(code, self.book.catalogue.name(Kind.FUNCTION, code)) for code in codes]
        sums = [(c, n, self.total(select & below("function", c))) for c, n in named]
        return [each for each in sums if each[2]]

    def by_economic(self, select: Selector) -> list[Part]:
        """(款 name, exact 元) of every 部门经济科目 with a figure, ascending by code."""
        found = self.book.by(select.fields | {"economic"})
        codes = sorted({e.economic or "" for e in found if select(e)})
        sums = [
            (
                self.book.catalogue.name(Kind.ECONOMIC, code) or "未填经济科目",
                self.total(select & on("economic", code or None)),
            )
            for code in codes
        ]
        return [each for each in sums if each[1]]
