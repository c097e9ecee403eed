"""一致性证书: the last page of the official PDF says what was checked, and how to verify it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import dump
from budgetportal.disclosure.rules import VERSION
from budgetportal.ledger.rules import Finding


@dataclass(frozen=True)
class Certificate:
    """What the page prints."""

    version: str
    rules: int
    passed: int
    warnings: tuple[Finding, ...]
    sha256: str
    address: str
    qr: SafeString


def certificate(document: Document) -> Certificate | None:
    """The certificate of a published document; a draft has none."""
    if document.revision is None:
        return None
    book, checks = document.book, document.checks
    place = f"{book.year}/{book.department_code}/r{document.revision}/"
    address = f"{settings.SITE_URL}/{place}"
    return Certificate(
        version=VERSION,
        rules=checks.rules,
        passed=checks.passed,
        warnings=checks.findings,
        sha256=hashlib.sha256(dump(document)).hexdigest(),
        address=address,
        qr=_qr(address),
    )


def _qr(address: str) -> SafeString:
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass="")
    return mark_safe(svg)  # drawn by the library from our own address
