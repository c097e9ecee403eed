"""Is this PDF a publication of ours, and does it still say what was published?

Reads nothing but the file: its own data are computed again, its tables, notes and rules compared,
and the file set anew to be compared byte by byte.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from budgetportal.disclosure.compare import differences
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.jsonform import dump, from_json
from budgetportal.disclosure.layouts import LAYOUTS
from budgetportal.disclosure.rules import Stage, check
from budgetportal.notes.source import Source

from . import pdf, xlsx

DATA, TABLES = "data.json", "tables.xlsx"


@dataclass(frozen=True)
class Verdict:
    """``document`` is None where the file is not ours; ``faults`` are Chinese sentences."""

    document: Document | None = None
    faults: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        return self.document is not None and not self.faults


def verify(content: bytes) -> Verdict:
    """Judge the bytes of a PDF."""
    found = _opened(content)
    if found is None:
        return Verdict()
    reader, files = found
    try:
        document = from_json(json.loads(files[DATA]))
    except (ValueError, KeyError, TypeError):
        return Verdict()
    if document.revision is None or document.form not in LAYOUTS:
        return Verdict()
    return Verdict(document, tuple(_faults(content, reader, files, document)))


def _opened(content: bytes) -> tuple[PdfReader, dict[str, bytes]] | None:
    try:
        reader = PdfReader(io.BytesIO(content))
        files = {name: parts[0] for name, parts in reader.attachments.items()}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return (reader, files) if DATA in files else None


def _faults(
    content: bytes, reader: PdfReader, files: dict[str, bytes], document: Document
) -> Iterator[str]:
    data = files[DATA]
    printed = "".join(_text(reader).split())
    if hashlib.sha256(data).hexdigest() not in printed:
        yield "所附数据的SHA-256与证书页印出的不一致，数据被改动过。"
    yield from _recomputed(document)
    for finding in document.checks.findings:
        if finding.answer and "".join(finding.answer.split()) not in printed:
            yield f"规则{finding.rule}（{finding.where}）的部门答复与印出的不一致。"
    if dump(document) != data:
        yield "所附数据不是本系统写出的原样。"
    if files.get(TABLES) != xlsx.workbook(document):
        yield "所附 tables.xlsx 与数据不一致。"
    elif content != pdf.render(document, {DATA: data, TABLES: files[TABLES]}):
        yield "文件的字节与由其数据重新排版的结果不一致。"


def _recomputed(document: Document) -> Iterator[str]:
    """What the published lines say again, where it differs from what is published."""
    projects = tuple(form.project for form in document.forms)
    source = Source(document.book, document.texts.answers, projects)
    layout = LAYOUTS[document.form]
    again = replace(
        document,
        sheets=layout.sheets(document.book),
        notes=layout.explanations(source),
    )
    for each in differences(document, again):
        yield f"{each.where}：公开为“{each.old}”，由明细计算应为“{each.new}”。"
    checks = check(again, stage=Stage.PUBLICATION)
    known = {(finding.rule, finding.where) for finding in document.checks.findings}
    for finding in checks.findings:
        if (finding.rule, finding.where) not in known:
            yield f"规则{finding.rule}（{finding.where}）不通过：{finding.message}"


def _text(reader: Any) -> str:
    """The certificate stands on the last pages."""
    return "".join(page.extract_text() for page in reader.pages[-6:])
