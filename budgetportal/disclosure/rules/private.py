"""T08: numbers of private persons never reach the public."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from budgetportal.disclosure.document import Document
from budgetportal.ledger.rules import Severity

from .published import Place, published_texts
from .rule import Problem

#: what may part the digits of one number: a space or one of these signs
_SEP = r"[ \u00a0\-‐‑‒–—―−.·•_/]"
#: an amount or a share goes on after its digits
_END = r"(?![\dA-Za-z])(?!(?:\.\d+)? *[千百万亿]*[元%])"
#: a mobile number as it is written: at one piece or in the usual groups
_MOBILE = re.compile(
    rf"(?<![\dA-Za-z])(?:\+?(?:00)?86{_SEP}?)?"
    rf"1[3-9]\d(?:\d{{8}}|{_SEP}\d{{4}}{_SEP}\d{{4}}|{_SEP}\d{{3}}{_SEP}\d{{5}}"
    rf"|\d{_SEP}\d{{3}}{_SEP}\d{{4}}|\d{_SEP}\d{{4}}{_SEP}\d{{3}}|\d{{4}}{_SEP}\d{{4}})" + _END
)
#: digit by digit
_SPELT = re.compile(rf"(?<![\dA-Za-z])1(?:{_SEP}\d){{10}}(?!{_SEP}?[\dA-Za-z])")
#: fifteen to nineteen digits, parted or not, not part of a longer number
_RUN = re.compile(rf"(?<![\dA-Za-z])\d(?:{_SEP}?\d){{14,18}}(?:{_SEP}?[Xx])?" + _END)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def no_private_numbers(document: Document) -> Iterator[Problem]:
    """Mobile, identity-card and bank-card numbers block; an e-mail address warns."""
    return private_numbers(published_texts(document))


def private_numbers(places: Iterable[Place]) -> Iterator[Problem]:
    """The places where such a number or address stands."""
    for where, typed, link in places:
        text = unicodedata.normalize("NFKC", typed)
        for kind, number in private(text):
            shown = f"{number[:3]}…{number[-2:]}"
            yield Problem(
                where,
                f"{where}中有{kind}（{shown}）。",
                "公开文件不得出现个人号码，请删除。",
                expected="没有个人号码",
                actual=f"{kind} {shown}",
                link=link,
            )
        for address in _EMAIL.findall(text):
            yield Problem(
                where,
                f"{where}中有电子邮箱{address}。",
                "请确认可以公开并在答复中说明，否则删除。",
                expected="没有个人邮箱",
                actual=address,
                link=link,
                severity=Severity.WARN,
            )


def private(text: str) -> Iterator[tuple[str, str]]:
    """(kind, bare digits) of every private number of a text, each once."""
    seen: set[str] = set()
    for pattern in (_MOBILE, _SPELT, _RUN):
        for found in pattern.findall(text):
            bare = re.sub(r"[^\dXx]", "", found)
            kind = kind_of(bare)
            if kind and bare not in seen and (kind != "银行卡号" or _like_a_card(found)):
                seen.add(bare)
                yield kind, bare


def _like_a_card(written: str) -> bool:
    """At one piece, in fours, or digit by digit: other groups are a list of figures."""
    *groups, _ = [len(group) for group in re.split(_SEP, written)]
    return len(set(groups)) <= 1 and (not groups or groups[0] in (1, 4, 6))


def kind_of(digits: str) -> str:
    """What a run of digits is, or nothing."""
    if re.fullmatch(r"(?:(?:00)?86)?1[3-9]\d{9}", digits):
        return "手机号码"
    if is_identity(digits):
        return "身份证号码"
    return "银行卡号" if is_card(digits) else ""


def is_identity(digits: str) -> bool:
    """18 characters with a real day of birth and a right checksum (GB 11643)."""
    if not re.fullmatch(r"[1-9]\d{16}[\dXx]", digits):
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(digits[:17], _WEIGHTS, strict=True))
    return 1880 <= born.year <= 2100 and "10X98765432"[total % 11] == digits[17].upper()


def is_card(digits: str) -> bool:
    """Luhn's check, for numbers of a card's length that begin as cards do."""
    first = ("3", "4", "5", "6") if len(digits) == 16 else ("4", "6", "955")
    if not 16 <= len(digits) <= 19 or not digits.isdigit() or not digits.startswith(first):
        return False
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
