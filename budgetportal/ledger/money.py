"""Exact 元, and the only rounding in the house: 元 in, 万元 out."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

ZERO = Decimal(0)
FEN = Decimal("0.01")
WAN = Decimal(10000)
#: The largest amount the ledger stores, in 元 (exact on every database).
LARGEST = Decimal("9999999999999.99")


class NotAnAmount(ValueError):
    """The text is no amount; the message is a Chinese sentence for the clerk."""


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Exact sum in 元."""
    return sum(amounts, ZERO)


@dataclass(frozen=True, slots=True)
class Scale:
    """金额单位 of a printed table: its name, how many 元 it holds, and the decimals printed."""

    unit: str
    yuan: Decimal
    decimals: int = 2

    def round(self, yuan: Decimal) -> Decimal:
        """元 → this unit, rounded half-up; never a negative zero."""
        rounded = (yuan / self.yuan).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        return abs(rounded) if rounded.is_zero() else rounded

    def text(self, yuan: Decimal) -> str:
        """As printed: ``23,564.61``; exactly zero is blank, what only rounds to it is ``0.00``."""
        return f"{self.round(yuan):,f}" if yuan else ""

    def figure(self, yuan: Decimal) -> str:
        """The same inside a sentence or a picture, where zero is ``0.00``."""
        return f"{self.round(yuan):,f}"


IN_YUAN = Scale("元", Decimal(1))
IN_WAN = Scale("万元", WAN)
IN_YI = Scale("亿元", WAN * WAN)
#: 元 from which figures beside each other in a picture are too long in 万元
LONG = Decimal(10**10)
SCALES = {scale.unit: scale for scale in (IN_YUAN, IN_WAN)}
in_wan = IN_WAN.round
wan_text = IN_WAN.text
wan_figure = IN_WAN.figure


def fitting(amounts: Iterable[Decimal]) -> Scale:
    """The unit in which these amounts are short and none is 0.00 for being small."""
    largest = max(map(abs, amounts), default=WAN)
    if largest < WAN:
        return IN_YUAN
    return IN_YI if largest >= LONG else IN_WAN


def wan_words(yuan: Decimal) -> str:
    """An exact amount inside a message: ``116.00万元``, below 0.01 万元 in 元: ``0.01元``."""
    if yuan and abs(yuan) < WAN * FEN:
        return f"{yuan_text(yuan)}元"
    exact = (yuan / WAN).normalize()
    return f"{in_wan(yuan) if in_wan(yuan) == exact else exact:,f}万元"


def yuan_text(yuan: Decimal) -> str:
    """元 as printed on forms: separators, decimals only where there are 分, zero as ``0``."""
    return f"{yuan:,.2f}" if yuan % 1 else f"{yuan:,.0f}"


def plain(yuan: Decimal) -> str:
    """元 for machines: two decimals, no separators."""
    return f"{yuan.quantize(FEN):f}"


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """part ÷ whole in per cent with two decimals, or None against zero."""
    if not whole:
        return None
    rounded = (part * 100 / whole).quantize(FEN, ROUND_HALF_UP)
    return abs(rounded) if rounded.is_zero() else rounded


def parse(value: object, *, wan: bool = False) -> Decimal:
    """An amount in 元 from what stands in a cell (元, or 万元 where ``wan``).

    Raises NotAnAmount with a Chinese sentence.
    """
    number = _number(value)
    yuan = number * WAN if wan else number
    if yuan != yuan.quantize(FEN, ROUND_HALF_UP):
        places = "六" if wan else "两"
        raise NotAnAmount(f"“{value}”的小数超过{places}位，请按{'万' if wan else ''}元填写到分")
    return yuan.quantize(FEN)


def _number(value: object) -> Decimal:
    if isinstance(value, float):
        value = f"{value:.15g}"
    text = unicodedata.normalize("NFKC", str(value)).strip()
    text = text.replace("−", "-")
    if not _well_formed(text):
        raise NotAnAmount(f"“{value}”不是数字，请填写金额，例如 12345.67")
    try:
        number = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise NotAnAmount(f"“{value}”不是数字，请填写金额，例如 12345.67") from None
    if not number.is_finite() or abs(number) > LARGEST:
        raise NotAnAmount(f"“{value}”超出可以登记的范围（不超过 {LARGEST:,f} 元）")
    return number


def _well_formed(text: str) -> bool:
    digits = text.lstrip("+-")
    return text.isascii() and bool(digits) and digits[0] in "0123456789." and "_" not in text


def spoken(yuan: Decimal) -> str:
    """As one says it: ``3.25亿元``, ``4209万元``, ``1.20万元``, ``850元``; for plain words only."""
    size = abs(yuan)
    if size >= 10000 * WAN:
        return f"{(yuan / (10000 * WAN)).quantize(FEN, ROUND_HALF_UP):f}亿元"
    if size >= 100 * WAN:
        return f"{(yuan / WAN).quantize(Decimal(1), ROUND_HALF_UP):f}万元"
    if size >= WAN:
        return f"{in_wan(yuan):f}万元"
    return f"{yuan.quantize(Decimal(1), ROUND_HALF_UP):f}元"
