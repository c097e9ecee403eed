"""D01–D03: the acts of publication."""

from collections.abc import Iterator

from budgetportal.disclosure.document import Document

from .rule import Problem

#: 预算法第十四条: within twenty days of approval
DAYS = 20


def published_in_time(document: Document) -> Iterator[Problem]:
    """D01: at most twenty days from 批复 to 公开."""
    approved, published = document.approved_on, document.published_on
    if approved is None or published is None:
        return
    days = (published - approved).days
    if days > DAYS:
        yield Problem(
            "公开日期",
            f"{approved}批复，{published}公开，已过{days}天，超过法定的{DAYS}天。",
            "请尽快公开，并在答复中说明延迟的原因；答复随公开版本保留。",
            expected=f"{DAYS}天以内",
            actual=f"{days}天",
            difference=f"{days - DAYS}天",
            link=("text", "批复日期"),
            cause=f"{approved}批复后超过{DAYS}天",
        )


def secrecy_is_reviewed(document: Document) -> Iterator[Problem]:
    """D02: 保密审查 is signed by a named person who did not submit."""
    if not document.secrecy_reviewed:
        yield Problem(
            "保密审查",
            "保密审查没有由指定人员署名，或者署名的就是提交人本人。",
            "请由提交人以外的人员完成保密审查，审核时填写保密审查人的姓名。",
            expected="提交人以外的人员署名",
            actual="未署名，或者与提交人相同",
            link=("act", "approve"),
        )


def corrections_have_reasons(document: Document) -> Iterator[Problem]:
    """D03: a revision after the first says why."""
    if (document.revision or 1) > 1 and not document.correction.strip():
        yield Problem(
            "更正原因",
            f"这是第{document.revision}版，没有写明更正原因。",
            "请由发布人员在开启更正时写明原因，它会随更正版本公开。",
            expected="有更正原因",
            actual="未填",
        )
