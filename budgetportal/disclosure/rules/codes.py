"""L01: every code is a leaf of its year's catalogue and fits its fund."""

from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.ledger.codes import Catalogue, Kind, Subject
from budgetportal.ledger.terms import Fund

from .rule import Problem

#: 类 of the general list that no department's general, special or own money may name
EXCLUDED = ("209", "223", "234")
OWN_LISTS = (Fund.GOVERNMENT, Fund.CAPITAL)
#: how many row numbers a message names
NAMED = 5

#: (part, its grid, field, list, code, fund where the list depends on it)
Use = tuple[str, str, str, Kind, str, Fund | None]


def codes_fit(document: Document) -> Iterator[Problem]:
    """One problem for each code and fund that do not fit, at the first row that names them."""
    catalogue = document.book.catalogue
    for use, rows in _used(document).items():
        part, grid, field, kind, code, fund = use
        fault = _fault(catalogue, kind, code, fund)
        if fault:
            yield Problem(
                f"{part}第{rows[0]}行{kind.value}科目",
                f"{kind.value}科目{code}{fault}{_also(rows)}。",
                "请改用该年度科目表中的末级科目，或改正资金来源。",
                expected=_expected(catalogue.year, kind, fund),
                actual=" ".join((code, catalogue.name(kind, code))) if fault else code,
                link=(grid, str(rows[0]), field),
            )


def _used(document: Document) -> dict[Use, list[int]]:
    """Every code as it is used → the rows, counted from 1."""
    used: dict[Use, list[int]] = {}
    for number, line in enumerate(document.book.lines, 1):
        for use in (
            ("function", Kind.FUNCTION, line.function, line.fund),
            ("economic", Kind.ECONOMIC, line.economic or "", None),
            ("government_economic", Kind.GOVERNMENT_ECONOMIC, line.government_economic or "", None),
        ):
            if use[2]:
                used.setdefault(("支出明细", "lines", *use), []).append(number)
    for number, receipt in enumerate(document.book.receipts, 1):
        of_receipt = ("subject", Kind.RECEIPT, receipt.subject, receipt.fund)
        used.setdefault(("收入明细", "receipts", *of_receipt), []).append(number)
    for number, rest in enumerate(document.book.carry_forward, 1):
        unspent = ("function", Kind.FUNCTION, rest.function, rest.fund)
        used.setdefault(("年终结转", "carry-forward", *unspent), []).append(number)
    return used


def _also(rows: list[int]) -> str:
    if len(rows) == 1:
        return ""
    named = "、".join(str(row) for row in rows[:NAMED])
    return f"（共{len(rows)}行：第{named}{'…' if len(rows) > NAMED else ''}行）"


def _expected(year: int, kind: Kind, fund: Fund | None) -> str:
    return f"{year}年{fund.value if fund else ''}{kind.value}的末级科目"


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
