"""What a rule is: a small pure function over a Document, and what it says about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from budgetportal.disclosure.document import Document
from budgetportal.ledger.rules import Finding, Severity


class Stage(IntEnum):
    """When a rule begins to run; rules of earlier stages run on."""

    ENTRY = 1
    APPROVAL = 2
    PUBLICATION = 3

    @property
    def label(self) -> str:
        """In Chinese, as the catalogue says it."""
        return ("填报起", "审核起", "发布时")[self - 1]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a rule complains about; ``link`` names what the clerk opens to mend it."""

    where: str
    message: str
    mend: str = ""
    expected: str = ""
    actual: str = ""
    difference: str = ""
    link: tuple[str, ...] = ()
    severity: Severity | None = None
    cause: str = ""


Check = Callable[[Document], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue; ``law`` is the text or practice behind it."""

    id: str
    title: str
    severity: Severity
    check: Check
    law: str = ""
    stage: Stage = Stage.ENTRY

    def findings(self, document: Document) -> Iterator[Finding]:
        """The problems of a document, as findings of this rule."""
        return self.reported(self.check(document))

    def reported(self, problems: Iterable[Problem]) -> Iterator[Finding]:
        """Problems as findings of this rule."""
        for problem in problems:
            yield Finding(
                rule=self.id,
                severity=problem.severity or self.severity,
                where=problem.where,
                message=problem.message,
                expected=problem.expected,
                actual=problem.actual,
                difference=problem.difference,
                mend=problem.mend,
                link=problem.link,
                of=problem.cause,
            )
