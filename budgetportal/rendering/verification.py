"""Is this PDF a publication of ours, and does it still say what was published?

Reads nothing but the file: its own data are computed again, its tables, notes and rules compared,
and the file set anew to be compared byte by byte.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from budgetportal.disclosure.compare import differences
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.identities import broken
from budgetportal.disclosure.jsonform import dump
from budgetportal.disclosure.layouts import LAYOUTS
from budgetportal.disclosure.rules import Stage, check
from budgetportal.notes.source import Source

from . import pdf, xlsx
from .damage import damaged, difference
from .opening import DATA, TABLES, Opened, opened
from .signature import only_signed, signature
from .xlsx_parts import without_widths

HASH = "所附数据的SHA-256与证书页印出的不一致，数据被改动过。"
NOT_OURS = "所附数据不是本系统写出的原样。"
NO_TABLES = "所附 tables.xlsx 与数据不一致。"
NOT_RESET = "文件的字节与由其数据重新排版的结果不一致。"
IMPOSSIBLE = "所附数据自相矛盾，不能重新计算。"
UNREADABLE = "文件由本系统生成，但被改动过或者损坏了，读不出所附的数据："
#: said, not held against the file
OTHER_TYPESETTING = (
    "文件由另一版本或另一套字体的排版程序生成，本机不能逐字节比对；数据已全部重新计算。"
)


@dataclass(frozen=True)
class Verdict:
    """``document`` is None where the file is not ours or its data cannot be read; ``faults`` are
    Chinese sentences, and there are none for what is not ours.

    ``caveat`` says what could not be compared here, ``signature`` whose signature holds.
    """

    document: Document | None = None
    faults: tuple[str, ...] = ()
    caveat: str = ""
    signature: str = ""

    @property
    def is_ours(self) -> bool:
        """Made here, whatever became of it since."""
        return self.document is not None or bool(self.faults)

    @property
    def sound(self) -> bool:
        return self.document is not None and not self.faults


def verify(content: bytes, *, reset: bool = True) -> Verdict:
    """Judge the bytes of a PDF; ``reset`` sets it anew to compare every byte."""
    damage = damaged(content)
    found = opened(content) if damage.is_open else None
    if found is None:
        return Verdict(faults=damage.faults)
    try:
        faults = (*damage.faults, *_faults(found))
    except Exception:
        # forged data may break any computation; that is an answer, not an accident
        faults = (*damage.faults, IMPOSSIBLE)
    verdict = _with_signature(Verdict(found.document, faults), content)
    if not verdict.sound or not reset:
        return verdict
    if found.creator != pdf.typesetting():
        return replace(verdict, caveat=OTHER_TYPESETTING)
    again = pdf.render(found.document, found.files, site=_site(found))
    same = again == content or only_signed(content, again)
    return verdict if same else replace(verdict, faults=(NOT_RESET, difference(content, again)))


def _with_signature(verdict: Verdict, content: bytes) -> Verdict:
    """A signature that holds is said; one that does not is a fault."""
    found = signature(content)
    if found is None:
        return verdict
    if found.holds is False:
        return replace(verdict, faults=(*verdict.faults, found.said))
    return replace(verdict, signature=found.said)


def _faults(found: Opened) -> Iterator[str]:
    data, document, printed = found.files[DATA], found.document, found.text()
    if hashlib.sha256(data).hexdigest() not in printed:
        yield HASH
    yield from _recomputed(document)
    yield from broken(document)
    for finding in document.checks.findings:
        if finding.answer and "".join(finding.answer.split()) not in printed:
            yield f"规则{finding.rule}（{finding.where}）的部门答复与印出的不一致。"
    if dump(document) != data:
        yield NOT_OURS
    if not _same_tables(found):
        yield NO_TABLES


def _same_tables(found: Opened) -> bool:
    """Byte by byte; what another typesetting wrote may have columns of other widths."""
    theirs, again = found.files.get(TABLES, b""), xlsx.workbook(found.document)
    if theirs == again or found.creator == pdf.typesetting():
        return theirs == again
    return without_widths(theirs) == without_widths(again)


def _site(found: Opened) -> str | None:
    """The site that published it, as its certificate says."""
    book = found.document.book
    place = f"/{book.year}/{book.department_code}/r{found.document.revision}/"
    address = re.search(r"(https?://[^\s一-鿿]+?)" + re.escape(place), found.text())
    return address[1] if address else None


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
