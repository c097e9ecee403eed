"""Rules (勾稽关系与公开检查): what they report; the catalogue itself is ``disclosure.rules``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """``block`` stops submission and publication; ``warn`` needs the clerk's written answer."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, expected, actual, difference, and how to mend it."""

    rule: str
    severity: Severity
    where: str
    message: str
    expected: str = ""
    actual: str = ""
    difference: str = ""
    mend: str = ""
    #: what the clerk's editor opens: (part, key, field), e.g. ("form", "劳务费", "项目概况")
    link: tuple[str, ...] = ()
    answer: str | None = None
    #: what caused it, where the message also says what changes by itself (days that pass)
    of: str = ""

    @property
    def cause(self) -> str:
        """What an answer answers: it no longer counts when this changes."""
        return self.of or self.message

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCK


@dataclass(frozen=True)
class Checks:
    """The outcome of a run: how many rules ran, how many passed, and what was found."""

    rules: int = 0
    findings: tuple[Finding, ...] = field(default=())

    @property
    def passed(self) -> int:
        return self.rules - len({finding.rule for finding in self.findings})

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Findings that stop the edition: blocks, and warnings without an answer."""
        return tuple(f for f in self.findings if f.blocks or not f.answer)
