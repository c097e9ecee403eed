"""D01–D03: the acts of publication."""

from collections.abc import Iterator

from budgetportal.disclosure.document import Document

from .rule import Problem

#: 预算法第十四条: within twenty days of approval
DAYS = 20


def published_in_time(document: Document) -> Iterator[Problem]:
    """D01: at most twenty days from 批复 to 公开."""
    if document.approved_on is None or document.published_at is None:
        return
    days = (document.published_at.date() - document.approved_on).days
    if days > DAYS:
        yield Problem(
            "公开日期",
            f"批复后第{days}天才公开，超过了{DAYS}天。",
            "请说明延迟的原因，它会随公开版本保留。",
            expected=str(DAYS),
            actual=str(days),
            difference=str(days - DAYS),
        )


def secrecy_is_reviewed(document: Document) -> Iterator[Problem]:
    """D02: 保密审查 is signed by a named person who did not submit."""
    if not document.secrecy_reviewed:
        message = "没有保密审查人，或者保密审查人就是提交人。"
        yield Problem("保密审查", message, "请由另一位指定人员完成保密审查。")


def corrections_have_reasons(document: Document) -> Iterator[Problem]:
    """D03: a revision after the first says why."""
    if (document.revision or 1) > 1 and not document.correction.strip():
        yield Problem("更正原因", "更正版本没有写明更正原因。", "请写明更正原因。")
