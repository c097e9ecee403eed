"""Amounts of money in a text: which state a whole, which are its parts, which are neither."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from budgetportal.ledger.money import total

UNITS = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万": Decimal(10_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "亿元": Decimal(100_000_000),
}
AMOUNT = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?) *"
    r"(?P<unit>百万元|千万元|亿元|万元|千元|元|[万亿](?=[,。;、)\s]|$))"
)
OWN = r"(?:本项目|该项目|项目|本年度?|年度)(?:总|专项|财政)?"
#: what directly before an amount makes it the whole
STATED = re.compile(
    rf"(?:合计|共计|总计|总共|一共|共需?|总额|总投入|总预算|总经费|总资金|{OWN}(?:资金|经费|预算|安排))"
    r"(?:需要?|安排|投入|资金|经费|预算|人民币|[为是计:\s])*$"
)
#: what before a text's only amount makes it the whole
GRANTED = re.compile(
    r"(?:下达|安排|批复|核定|拨付|申请)[^\d]{0,8}(?:资金|经费|预算|补助|补贴)[为是计:\s]*$"
)
#: what before an amount makes it a price, a ceiling, a condition or something else's size
OTHER = re.compile(
    r"最高|最低|不超过|不高于|不低于|不少于|每|上限|标准|单价|单个|首次|一次性|给予|超过|达到|至多|至少"
    r"|平均|人均|户均|注册|第[一二三四五六七八九十\d]+(?:年|期|批|阶段|季度)|[约近≥≤><×*~-]\s*$"
    r"|(?:出资|营收|营业额|产值|销售额?|贷款|融资额?|利润|税收|收入|投资额?|规模|余额|存款|资产|总值|损失)$"
)
#: what directly behind an amount does the same
OTHER_BEHIND = re.compile(r"\s*(?:/|每|以上|以下|以内|左右|的?标准|[×*]|的?奖励|的?补贴标准)")
#: what behind an amount announces its parts
HEADS = re.compile(r"[,(]?(?:其中|包括|分别|具体为)|[^,、。;\d]{0,10}:")
YEAR = re.compile(r"(20\d\d)年[^\d]{0,12}$")


class Role(Enum):
    """What an amount is to the project's money."""

    PART = auto()
    STATED = auto()
    GRANTED = auto()
    HEAD = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount in exact 元, in which sentence it stands; ``open_ended`` where 等 follows."""

    yuan: Decimal
    role: Role
    start: int
    sentence: int = 0
    open_ended: bool = False


def amounts(typed: str, year: int = 0) -> list[Amount]:
    """The amounts of a text in order, without those that are no part of the project's money."""
    text = unicodedata.normalize("NFKC", typed)
    found = [_amount(text, match, year) for match in AMOUNT.finditer(text)]
    return [each for each in found if each.role is not Role.OTHER]


def stated(found: Sequence[Amount]) -> list[Decimal]:
    """What the text says the whole is: 合计…, the head of all parts, the only one granted."""
    return [each.yuan for each in found if each.role is Role.STATED or _leads(found, each)]


def sums(found: Sequence[Amount]) -> list[Decimal]:
    """What the parts can add up to: the smallest ones, all, or without the parts of parts."""
    parts = [each for each in found if each.role is not Role.STATED and not _leads(found, each)]
    if len(parts) < 2:
        return []
    heads = [each for each in parts if each.role is Role.HEAD]
    smallest = [each for each in parts if each.role is not Role.HEAD]
    top = [each for each in parts if not any(_below(each, head) for head in heads)]
    return [total(each.yuan for each in group) for group in (smallest, parts, top)]


def _leads(found: Sequence[Amount], each: Amount) -> bool:
    if each.role is Role.GRANTED:
        return len(found) == 1
    heads = [other for other in found if other.role is Role.HEAD]
    alone = all(other.sentence == each.sentence for other in found)
    return [each] == heads and each is found[0] and alone


def _below(each: Amount, head: Amount) -> bool:
    return each.sentence == head.sentence and each.start > head.start


def _amount(text: str, found: re.Match[str], year: int) -> Amount:
    before = re.split(r"[,。;、]", text[: found.start()])[-1][-24:]
    behind = text[found.end() :]
    return Amount(
        Decimal(found["number"].replace(",", "")) * UNITS[found["unit"]],
        _role(before, behind, year),
        found.start(),
        len(re.findall(r"[。;]", text[: found.start()])),
        behind.startswith("等"),
    )


def _role(before: str, behind: str, year: int) -> Role:
    tagged = YEAR.search(before)
    if tagged and year and int(tagged[1]) != year:
        return Role.OTHER
    if STATED.search(before):
        return Role.STATED
    if OTHER.search(before[-12:]) or OTHER_BEHIND.match(behind):
        return Role.OTHER
    if HEADS.match(behind):
        return Role.HEAD
    return Role.GRANTED if GRANTED.search(before) else Role.PART
