"""一致性证书: the last page of the official PDF says what was checked, and how to verify it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import dump
from budgetportal.disclosure.rules import VERSION
from budgetportal.ledger.rules import Finding

from .qr import qr

#: the most findings that one row of the table gathers: a row is never broken over two pages
TOGETHER = 12
#: what the QR code is, for those who do not see it
QR_TITLE = "查验地址的二维码"


@dataclass(frozen=True, slots=True)
class Answered:
    """Findings of one rule that the department answered with the same words."""

    rule: str
    lines: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class Certificate:
    """What the page prints."""

    version: str
    rules: int
    passed: int
    warnings: int
    answers: tuple[Answered, ...]
    day: str
    sha256: str
    address: str
    qr: SafeString


def certificate(document: Document, moment: datetime, site: str) -> Certificate | None:
    """The certificate of a document published at that moment on a site; a draft has none."""
    if document.revision is None:
        return None
    book, checks = document.book, document.checks
    place = f"{book.year}/{book.department_code}/r{document.revision}/"
    address = f"{site}/{place}"
    return Certificate(
        version=VERSION,
        rules=checks.rules,
        passed=checks.passed,
        warnings=len(checks.findings),
        answers=tuple(_answers(checks.findings)),
        day=f"{moment:%Y}年{moment.month}月{moment.day}日公开",
        sha256=hashlib.sha256(dump(document)).hexdigest(),
        address=address,
        qr=qr(address, QR_TITLE),
    )


def _answers(findings: Sequence[Finding]) -> Iterator[Answered]:
    """What has one rule and one answer stands together, in the order of the rules."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in findings:
        groups.setdefault((each.rule, each.answer or ""), []).append(_line(each))
    for (rule, answer), lines in groups.items():
        for start in range(0, len(lines), TOGETHER):
            yield Answered(rule, tuple(lines[start : start + TOGETHER]), answer)


def _line(finding: Finding) -> str:
    """The sentence; its place before it where it names none."""
    project = finding.where.partition("：")[0].partition(" ")[0]
    return finding.message if project in finding.message else f"{finding.where}：{finding.message}"
