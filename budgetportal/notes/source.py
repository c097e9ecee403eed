"""What the notes are made from: the book, and what the department wrote itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from budgetportal.ledger import scopes
from budgetportal.ledger.book import Book
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.indicators import computed
from budgetportal.ledger.money import ZERO
from budgetportal.ledger.select import Selector
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
        name = self.book.catalogue.name
        sums = self._by(select, "function", 3)
        return [(code, name(Kind.FUNCTION, code), yuan) for code, yuan in sums]

    def by_economic(self, select: Selector) -> list[Part]:
        """(款 name, exact 元) of every 部门经济科目 with a figure, ascending by code."""
        name = self.book.catalogue.name
        sums = self._by(select, "economic", None)
        return [(name(Kind.ECONOMIC, code) or "未填经济科目", yuan) for code, yuan in sums]

    def _by(self, select: Selector, field: str, digits: int | None) -> list[tuple[str, Decimal]]:
        """(first digits of the code, exact 元) where there is a figure, ascending."""
        sums: dict[str, Decimal] = {}
        for entry, yuan in self.book.by(select.fields | {field}).items():
            if select(entry):
                code = (getattr(entry, field) or "")[:digits]
                sums[code] = sums.get(code, ZERO) + yuan
        return [(code, yuan) for code, yuan in sorted(sums.items()) if yuan]
