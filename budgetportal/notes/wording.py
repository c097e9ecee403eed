"""The words that follow from figures: 增加/减少/持平, shares, lists."""

from collections.abc import Sequence
from decimal import Decimal

from budgetportal.ledger.book import Book
from budgetportal.ledger.indicators import prior
from budgetportal.ledger.money import ZERO, percent, total, wan_figure
from budgetportal.ledger.terms import Indicator

Part = tuple[str, Decimal]


def wan(yuan: Decimal) -> str:
    """``23,564.61万元``."""
    return f"{wan_figure(yuan)}万元"


def share(part: Decimal, whole: Decimal) -> str:
    """``，占72.48%``; nothing against a whole of zero."""
    value = percent(part, whole)
    return "" if value is None else f"，占{value}%"


def shares(parts: Sequence[Part], whole: Decimal) -> str:
    """``甲1.00万元，占50.00%；乙……``, and a half-sentence where rounding breaks the 100.00%."""
    text = "；".join(f"{name}{wan(yuan)}{share(yuan, whole)}" for name, yuan in parts)
    amounts = [yuan for _, yuan in parts]
    rounded = rounding(amounts, whole) if total(amounts) == whole else ""
    return f"{text}（{rounded}）" if rounded else text


def rounding(parts: Sequence[Decimal], whole: Decimal) -> str:
    """The half-sentence that owns up to rounded shares which do not add up to 100.00%."""
    printed = total(percent(yuan, whole) or ZERO for yuan in parts)
    return f"因四舍五入，各项占比之和为{printed}%" if whole and printed != 100 else ""


def items(parts: Sequence[Part]) -> str:
    """``办公费10.92万元、邮电费1.80万元``, largest first; 无 where there is none."""
    ordered = sorted(parts, key=lambda part: -part[1])
    return "、".join(f"{name}{wan(yuan)}" for name, yuan in ordered) or "无"


def change(now: Decimal, before: Decimal | None) -> str:
    """The words of change against last year's figure; never a percentage against zero."""
    if before is None:
        return "上年无可比数据"
    if now == before:
        return "与上年持平"
    grown = now > before
    step = f"{'增加' if grown else '减少'}{wan(abs(now - before))}"
    if not before:
        return f"上年无此项，比上年{step}"
    rate = percent(abs(now - before), abs(before))
    return f"比上年{step}，{'增长' if grown else '下降'}{rate}%"


def explained(book: Book, indicator: Indicator, now: Decimal) -> str:
    """Change and reason of one indicator, and why last year's figure was adjusted (口径调整)."""
    before = prior(book, indicator)
    text = change(now, before)
    if before is None and book.facts.is_new:
        return "本部门为新设部门，无上年数"
    if before is not None and now != before:
        reason = book.facts.reasons.get(indicator, "").strip().rstrip("。；;")
        text += f"，主要原因：{reason or '（未填写）'}"
    adjustment = book.facts.adjustments.get(indicator, "").strip().rstrip("。；;")
    return f"{text}（上年数口径调整：{adjustment}）" if adjustment else text


def entered(text: str) -> str:
    """What the department wrote, or 无."""
    return text.strip() or "无"
