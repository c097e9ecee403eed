"""Cell values → what is stored. Each reader raises BadCellError with a Chinese sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from budgetportal.disclosure.layouts import LAYOUTS
from budgetportal.ledger import money

from .errors import BadCellError

Reader = Callable[[Any], Any]
_TIME = r"(?:[T\s]*(?:上午|下午)?\d{1,2}(?:[:时点]|\d{2}).*)?"
_DAYS = (
    re.compile(r"(\d{4})(\d{2})(\d{2})" + _TIME),
    re.compile(r"(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?" + _TIME),
)
#: a comma where a decimal point was meant
_DECIMAL_COMMA = re.compile(r"[^.]*,\s*\d{1,2}\s*")
#: the largest whole number that every database stores
LARGEST_WHOLE = 32767


def text(value: Any) -> str:
    """Text as typed, without white space around it; whole numbers without ``.0``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def folded(value: Any) -> str:
    """Text with full-width letters, digits and brackets made half-width, inner spaces dropped."""
    typed = text(value)
    return _known(typed) if len(typed) <= LONGEST_TERM else _folded(typed)


def _folded(typed: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", typed))


#: codes and terms stand in thousands of rows; what is longer is not worth remembering
LONGEST_TERM = 50
_known = lru_cache(maxsize=10_000)(_folded)


def limited(length: int) -> Reader:
    """Text of at most ``length`` characters."""

    def read(value: Any) -> str:
        found = text(value)
        if len(found) > length:
            raise BadCellError(f"文字有{len(found)}个字，最多{length}个字，请缩短")
        return found

    return read


def code(value: Any) -> str:
    """A code: digits and letters, however typed."""
    found = folded(value)
    if found and not re.fullmatch(r"[0-9A-Za-z]{1,20}", found):
        raise BadCellError(f"“{text(value)}”不是代码，代码只能由数字和字母组成")
    return found


def amount(value: Any) -> Decimal | None:
    """元."""
    return _amount(value, wan=False)


def wan_amount(value: Any) -> Decimal | None:
    """万元 → 元."""
    return _amount(value, wan=True)


def _amount(value: Any, *, wan: bool) -> Decimal | None:
    if text(value) == "":
        return None
    if isinstance(value, bool | date):
        raise BadCellError(f"“{text(value)}”不是数字，请填写金额，例如 12345.67")
    if _DECIMAL_COMMA.fullmatch(unicodedata.normalize("NFKC", text(value))):
        raise BadCellError(f"“{text(value)}”不是数字，逗号只作千分位，小数点请用“.”")
    try:
        found = money.parse(value, wan=wan)
    except money.NotAnAmount as error:
        raise BadCellError(str(error)) from None
    if abs(found) > money.LARGEST:
        largest = f"{money.LARGEST:,f}"
        raise BadCellError(f"“{text(value)}”超出可以登记的范围（不超过 {largest} 元）")
    return found


def day(value: Any) -> date | None:
    """A date cell, ``2023-02-01``, ``2023年2月1日`` or ``20230201``, with or without time."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = unicodedata.normalize("NFKC", text(value))
    if not found:
        return None
    parts = next((match for day in _DAYS if (match := day.fullmatch(found))), None)
    try:
        return date(*(int(part) for part in parts.groups()[:3])) if parts else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(value: Any) -> date:
    raise BadCellError(f"“{text(value)}”不是日期，请按 2023-02-01 的格式填写")


def whole(value: Any) -> int | None:
    """A whole number that is not negative."""
    found = folded(value).removesuffix("年").removesuffix("辆")
    if not found:
        return None
    if not re.fullmatch(r"\d{1,5}", found) or int(found) > LARGEST_WHOLE:
        raise BadCellError(f"“{text(value)}”不是整数，请填写 0 或正整数")
    return int(found)


def yes(value: Any) -> bool:
    """是 or 否; empty is 否."""
    found = folded(value)
    if found not in ("", "是", "否"):
        raise BadCellError(f"“{text(value)}”应填“是”或“否”")
    return found == "是"


class Listed:
    """One of an official list; with ``prefix`` a remark in brackets may follow."""

    def __init__(self, terms: Iterable[StrEnum], *, prefix: bool = False) -> None:
        self.listed = {folded(each.value): each.value for each in terms}
        self.prefix = prefix

    def __call__(self, value: Any) -> str:
        found = re.sub('[“”"]', "", folded(value))
        if self.prefix:
            found = found.partition("(")[0]
        if found and found not in self.listed:
            wanted = "、".join(self.listed.values())
            raise BadCellError(f"“{text(value)}”不在可选范围内，请填写：{wanted}")
        return self.listed.get(found, "")


#: the reader of a column that holds a term
term = Listed


def layout(value: Any) -> str:
    """公开格式 by its title or its short name; empty says nothing about it."""
    found = folded(value)
    for each in LAYOUTS.values():
        if found in (folded(each.title), each.name):
            return each.name
    if found:
        titles = "、".join(each.title for each in LAYOUTS.values())
        raise BadCellError(f"“{text(value)}”不在可选范围内，请填写：{titles}")
    return ""


def choices(reader: Reader) -> tuple[str, ...]:
    """The terms that a column may hold; none where it is free."""
    return tuple(reader.listed.values()) if isinstance(reader, Listed) else ()


def ending(word: str) -> Reader:
    """A name with or without its ending, stored with it."""

    def read(value: Any) -> str:
        found = folded(value)
        return found if not found or found.endswith(word) else found + word

    return read
