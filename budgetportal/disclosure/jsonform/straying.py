"""Which entered data of two data.json differ; what is computed or kept elsewhere is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: key → what a clerk calls it; 上年数, code names and glossary may rightly change after publication
ENTERED = {
    "approved_on": "批复日期",
    "texts": "文字说明",
    "units": "单位",
    "projects": "项目",
    "lines": "支出明细",
    "receipts": "收入明细",
    "carry_forward": "年终结转",
    "reasons": "变动原因",
    "procurement": "政府采购",
    "control_totals": "控制数",
    "forms": "绩效目标",
}


def strayed(published: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts that differ; in lists with the first row that does: ``支出明细第3行``."""
    return tuple(
        name + _first(published[key], now[key])
        for key, name in ENTERED.items()
        if key in published and not _same(published[key], now[key])
    )


def _same(old: Any, new: Any) -> bool:
    """Whether everything said then is said now; a later release may say more."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(_same(value, new.get(key)) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_same, old, new))
    return bool(old == new)


def _first(old: Any, new: Any) -> str:
    if not isinstance(old, list):
        return ""
    pairs = zip(old, new, strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if not _same(a, b)), min(len(old), len(new)))
    return f"第{same + 1}行"
