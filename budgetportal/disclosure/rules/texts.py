"""Every text of a document that reaches the public, with its place; and T01, T07."""

import re
import unicodedata
from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.ledger.indicators import THREE_PUBLIC_ITEMS, computed, prior
from budgetportal.ledger.money import yuan_text
from budgetportal.ledger.terms import REASONED, Indicator

from .rule import Problem

#: what a reason must hold beside these to be one
EMPTY_WORDS = re.compile(
    r"主要|原因|是|为|系|由于|同上|无变化|没有|暂无|无|略|[\d\W_]|万元|元|增加|减少|增长|下降"
)
PLACEHOLDERS = re.compile(
    r"^[\W_]*(待填写?|待补充|待定|测试(数据|内容)?|无内容|示例文字|请填写|此处填写|"
    r"test|todo|tbd|lorem\b.*|asdf+|n/?a|x{2,})[\W_]*$",
    re.IGNORECASE | re.DOTALL,
)
CROSSES = re.compile(r"××|(?<![A-Za-z0-9])[Xx]{2}(?![A-Za-z0-9])")

Place = tuple[str, str, tuple[str, str]]


def published_texts(document: Document) -> Iterator[Place]:
    """(where, text, link) of every text that somebody typed and that is published."""
    texts = document.texts
    answers = {"部门职责": texts.duties, "机构设置": texts.setup, **texts.answers}
    for name, text in answers.items():
        yield name, text, ("text", name)
    book = document.book
    for indicator, text in book.facts.reasons.items():
        yield f"{indicator.value}变动原因", text, ("reason", indicator.value)
    for indicator, text in book.facts.adjustments.items():
        yield f"{indicator.value}口径调整原因", text, ("prior", indicator.value)
    for number, item in enumerate(book.facts.procurement, 1):
        yield f"政府采购第{number}行", item.content, ("procurement", str(number))
    for number, line in enumerate(book.lines, 1):
        yield f"支出明细第{number}行备注", line.remark, ("lines", str(number))
    for unit in book.units:
        yield f"单位{unit.code}名称", unit.name, ("unit", unit.code)
    for term in document.glossary:
        yield f"名词解释：{term.term}", term.definition, ("glossary", term.term)
    yield from _form_texts(document)


def _form_texts(document: Document) -> Iterator[Place]:
    for form in document.forms:
        link = ("form", form.project)
        for name, text in form.fields.items():
            yield f"{form.project}：{name}", text, link
        for number, each in enumerate(form.indicators, 1):
            place = f"{form.project}：{each.horizon.value}指标“{each.level3}”（第{number}个）"
            yield f"{place}名称", each.level3, link
            yield f"{place}指标值", each.value, link


def changes_have_reasons(document: Document) -> Iterator[Problem]:
    """T01: a change that is not zero has a reason that says something."""
    sums, facts = computed(document.book), document.book.facts
    for indicator in REASONED:
        before = prior(document.book, indicator)
        reason = facts.reasons.get(indicator, "")
        if before is None or before == sums[indicator] or says_something(reason):
            continue
        if indicator is Indicator.THREE_PUBLIC and _items_explained(document):
            continue
        fault = "没有说明原因" if not reason.strip() else f"原因“{reason}”没有说明问题"
        yield Problem(
            indicator.value,
            f"{indicator.value}比上年变动{yuan_text(sums[indicator] - before)}元，{fault}。",
            "请写明主要原因，例如新增或取消了哪些项目、政策或人员变化。",
            expected=yuan_text(before),
            actual=yuan_text(sums[indicator]),
            difference=yuan_text(sums[indicator] - before),
            link=("reason", indicator.value),
        )


def _items_explained(document: Document) -> bool:
    """Whether every changed “三公” item has its own reason."""
    sums, reasons = computed(document.book), document.book.facts.reasons
    changed = [i for i in THREE_PUBLIC_ITEMS if prior(document.book, i) != sums[i]]
    return all(says_something(reasons.get(item, "")) for item in changed)


def says_something(reason: str) -> bool:
    """Whether a reason holds more than 无, 略, punctuation and figures."""
    return len(EMPTY_WORDS.sub("", unicodedata.normalize("NFKC", reason))) >= 2


def no_placeholders(document: Document) -> Iterator[Problem]:
    """T07: no value that is nothing but a placeholder, no ×× and no free-standing XX."""
    for where, text, link in published_texts(document):
        found = PLACEHOLDERS.match(text) or CROSSES.search(text)
        if found:
            message = f"“{found[0].strip()}”像是没有填完的内容。"
            yield Problem(where, message, "请填写真实内容；确实没有的写“无”。", link=link)
