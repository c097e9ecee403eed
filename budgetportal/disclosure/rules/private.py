"""T08: numbers of private persons never reach the public."""

import re
import unicodedata
from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.ledger.rules import Severity

from .rule import Problem
from .texts import published_texts

#: digits that may be parted by single spaces or hyphens, not part of a longer number
_RUN = re.compile(r"(?<![\dA-Za-z.])\d(?:[ -]?\d){10,18}(?:[ -]?[Xx])?(?![\dA-Za-z])")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def no_private_numbers(document: Document) -> Iterator[Problem]:
    """Mobile, identity-card and bank-card numbers block; an e-mail address warns."""
    for where, typed, link in published_texts(document):
        text = unicodedata.normalize("NFKC", typed)
        for number in _RUN.findall(text):
            kind = kind_of(re.sub(r"[ -]", "", number))
            if kind:
                message = f"文字中有{kind}（{number[:3]}…{number[-2:]}）。"
                yield Problem(where, message, "公开文件不得出现个人号码，请删除。", link=link)
        for address in _EMAIL.findall(text):
            yield Problem(
                where,
                f"文字中有电子邮箱{address}。",
                "请确认可以公开，否则删除。",
                link=link,
                severity=Severity.WARN,
            )


def kind_of(digits: str) -> str:
    """What a run of digits is, or nothing."""
    if re.fullmatch(r"(?:86)?1[3-9]\d{9}", digits):
        return "手机号码"
    if is_identity(digits):
        return "身份证号码"
    if 16 <= len(digits) <= 19 and digits.isdigit() and is_card(digits):
        return "银行卡号"
    return ""


def is_identity(digits: str) -> bool:
    """18 characters with a right checksum (GB 11643)."""
    if not re.fullmatch(r"[1-9]\d{5}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]", digits):
        return False
    total = sum(int(d) * w for d, w in zip(digits[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def is_card(digits: str) -> bool:
    """Luhn's check, for numbers that begin as cards do."""
    if digits[0] not in "3456" or len(set(digits)) == 1:
        return False
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
