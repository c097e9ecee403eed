"""T06: 文号, 批次 and names that differ within one form, or belong to another department."""

import re
from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import PerformanceForm

from .rule import Problem
from .texts import published_texts

FIELDS = ("立项依据", "项目实施计划", "实施期总体目标", "年度总体目标", "项目概况")
#: what identifies the money: 文号 and 批次 with its year
MARKS = (
    ("文号", re.compile(r"(\d{1,4})号")),
    ("批次", re.compile(r"(20\d\d年度?第[一二三四五六七八九十\d]+批)")),
)


def references_agree(document: Document) -> Iterator[Problem]:
    """One problem for each text of a form that names another 文号 or 批次 than its name."""
    for form in document.forms:
        for mark, pattern in MARKS:
            yield from _differing(form, mark, pattern)
    yield from _strangers(document)


def _strangers(document: Document) -> Iterator[Problem]:
    texts = list(published_texts(document))
    everything = "\n".join(text for _, text, _ in texts)
    for name in document.other_departments:
        for where, text, link in texts if name in everything else ():
            if name in text:
                message = f"文字中出现了其他部门“{name}”。"
                yield Problem(where, message, "请确认是不是从别处抄来的。", link=link)


def _differing(form: PerformanceForm, mark: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    named = set(pattern.findall(form.project))
    for field in FIELDS if named else ():
        found = set(pattern.findall(form.fields.get(field, "")))
        if found and not found & named:
            said, wanted = "、".join(sorted(found)), "、".join(sorted(named))
            yield Problem(
                f"{form.project}：{field}",
                f"{field}中的{mark}“{said}”与项目名称中的“{wanted}”不一致。",
                "请核对文号和批次；确应如此的，请说明原因。",
                expected=wanted,
                actual=said,
                link=("form", form.project),
            )
