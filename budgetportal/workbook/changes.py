"""What an import changes, sheet by sheet."""

from __future__ import annotations

from collections import Counter

from budgetportal.models import Edition

from .sheets import DEPARTMENT, SHEETS

Tables = dict[str, list[list[str]]]
LONGEST = 30


def changes(edition: Edition, before: Tables | None, after: Tables) -> tuple[str, ...]:
    """Chinese lines; none where the workbook says what is there already."""
    if before is None:
        lines = [f"{DEPARTMENT.name}：新建{edition}"]
        before = {}
    else:
        lines = _items(dict(before[DEPARTMENT.name]), dict(after[DEPARTMENT.name]))
    for sheet in SHEETS[1:]:
        line = _rows(before.get(sheet.name, []), after[sheet.name])
        if line:
            lines.append(f"{sheet.name}：{line}")
    return tuple(lines)


def _items(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [
        f"{DEPARTMENT.name}：{item}{_shown(before[item])}改为{_shown(text)}"
        for item, text in after.items()
        if before[item] != text
    ]


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST else line[:LONGEST] + '…'}”"


def _rows(before: list[list[str]], after: list[list[str]]) -> str:
    old, new = (Counter(map(tuple, rows)) for rows in (before, after))
    added, gone = (new - old).total(), (old - new).total()
    if not added and not gone:
        return "顺序有变化" if before != after else ""
    return "，".join([*([f"新增{added}行"] * bool(added)), *([f"删去{gone}行"] * bool(gone))])
