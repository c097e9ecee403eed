"""L01: every code is a leaf of its year's catalogue and fits its fund."""

from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.ledger.codes import Catalogue, Kind, Subject
from budgetportal.ledger.terms import Fund

from .rule import Problem

#: 类 of the general list that no department's general, special or own money may name
EXCLUDED = ("209", "223", "234")
OWN_LISTS = (Fund.GOVERNMENT, Fund.CAPITAL)
MEND = "请改用该年度科目表中的末级科目，或改正资金来源。"


def codes_fit(document: Document) -> Iterator[Problem]:
    """One problem for each code and fund that do not fit."""
    catalogue = document.book.catalogue
    seen = dict.fromkeys(_used(document))
    for part, kind, code, fund in seen:
        fault = _fault(catalogue, kind, code, fund)
        if fault:
            where = f"{part} {code}" + (f" {fund.value}" if fund else "")
            yield Problem(where, f"{kind.value}科目{code}{fault}。", MEND, link=("lines", code))


def _used(document: Document) -> Iterator[tuple[str, Kind, str, Fund | None]]:
    for line in document.book.lines:
        yield "支出明细", Kind.FUNCTION, line.function, line.fund
        if line.economic:
            yield "支出明细", Kind.ECONOMIC, line.economic, None
        if line.government_economic:
            yield "支出明细", Kind.GOVERNMENT_ECONOMIC, line.government_economic, None
    for receipt in document.book.receipts:
        yield "收入明细", Kind.RECEIPT, receipt.subject, receipt.fund
    for rest in document.book.carry_forward:
        yield "年终结转", Kind.FUNCTION, rest.function, rest.fund


def _fault(catalogue: Catalogue, kind: Kind, code: str, fund: Fund | None) -> str:
    subject = catalogue.find(kind, code)
    if subject is None:
        return f"不在{catalogue.year}年的科目表中"
    if not _deep_enough(kind, subject):
        return f"（{subject.name}）不是末级科目"
    if fund is not None and not _fits(subject, fund):
        return f"（{subject.name}）不属于{fund.value}的科目"
    return ""


def _deep_enough(kind: Kind, subject: Subject) -> bool:
    """Receipts may stop at 项 although 目 exist below."""
    return subject.leaf or (kind is Kind.RECEIPT and len(subject.code) >= 7)


def _fits(subject: Subject, fund: Fund) -> bool:
    if fund in OWN_LISTS:
        return subject.fund is fund
    return subject.fund is None and not subject.code.startswith(EXCLUDED)
