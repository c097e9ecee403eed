"""T01 and T07: reasons that say something, and texts that are finished."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from budgetportal.disclosure.document import Document
from budgetportal.ledger.indicators import THREE_PUBLIC_ITEMS, computed, prior
from budgetportal.ledger.money import wan_words
from budgetportal.ledger.terms import REASONED, Indicator

from .published import Place, published_texts
from .rule import Problem

#: words that state a change or its figures and do not explain it, the longer ones first
EMPTY_WORDS = re.compile(
    r"无(?:具体|特殊|其他|其它)?(?:原因|情况|说明|变化|变动|内容)|没有(?:变化|变动|原因)?|暂无|暂不|不适用"
    r"|同上|如上|见上|详见|同前|百分之|一般公共预算|财政拨款|拨款|预算数?|决算数?"
    r"|主要|原因|由于|因为|系|是|为|无|略|特殊|其他|其它|情况|说明|填写|正常|有所|相应"
    r"|\d+年度?|上年度?|去年|今年|本年度?|当年|年度|上期|同期|同比|相比|比|较|与|和"
    r"|收入|支出|总计|合计|金额|数额|总额|经费|资金|数|幅度|比例|了|的|共|计|达|到|从|由|至|约|个"
    r"|增减|增加|减少|增长|下降|提高|降低|上升|变动|变化|持平|一致|相同"
    r"|nil|none|null|n/?a|[\d\W_]|[千百万亿]?元|[千百万亿]",
    re.IGNORECASE,
)
PLACEHOLDERS = re.compile(
    r"^[\W_]*(?:待填写?|待补充?|待完善|待定|待确定|(?:测试)+(?:数据|内容|文字|用)?|无内容|示例(?:文字|内容)?"
    r"|请填写|请输入|此处填写|占位|样例|test(?:ing)?|todo|tbd|lorem\b.*|asdf+|qwer\w*|n/?a|x{2,})"
    r"[\W_\d]*$",
    re.IGNORECASE | re.DOTALL,
)
CROSSES = re.compile(r"[×✕╳]{2,}|(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z0-9])")


def changes_have_reasons(document: Document) -> Iterator[Problem]:
    """T01: a change that is not zero has a reason that says something."""
    sums, facts = computed(document.book), document.book.facts
    for indicator in REASONED:
        before = prior(document.book, indicator)
        reason = facts.reasons.get(indicator, "")
        if before is None or before == sums[indicator] or says_something(reason, indicator):
            continue
        if indicator is Indicator.THREE_PUBLIC and _items_explained(document):
            continue
        gap = sums[indicator] - before
        step = f"{'增加' if gap > 0 else '减少'}{wan_words(abs(gap))}"
        fault = f"原因“{reason.strip()}”没有说明问题" if reason.strip() else "没有说明原因"
        yield Problem(
            indicator.value,
            f"{indicator.value}比上年{step}，{fault}。",
            "请写明主要原因，例如新增或取消了哪些项目、政策或人员变化。",
            expected=wan_words(before),
            actual=wan_words(sums[indicator]),
            difference=wan_words(gap),
            link=("reason", indicator.value),
        )


def _items_explained(document: Document) -> bool:
    """Whether every changed “三公” item has its own reason."""
    sums, reasons = computed(document.book), document.book.facts.reasons
    changed = [i for i in THREE_PUBLIC_ITEMS if prior(document.book, i) != sums[i]]
    return all(says_something(reasons.get(item, ""), item) for item in changed)


def says_something(reason: str, indicator: Indicator | None = None) -> bool:
    """Whether a reason holds more than 无, 略, punctuation, and the figures again."""
    text = unicodedata.normalize("NFKC", reason)
    if indicator is not None:
        text = text.replace(unicodedata.normalize("NFKC", indicator.value), "")
    return len(EMPTY_WORDS.sub("", text)) >= 2


def no_placeholders(document: Document) -> Iterator[Problem]:
    """T07: no value that is nothing but a placeholder, no ×× and no free-standing XX."""
    return placeholders(published_texts(document))


def placeholders(places: Iterable[Place]) -> Iterator[Problem]:
    """The places where something was left unfinished."""
    for where, typed, link in places:
        text = unicodedata.normalize("NFKC", typed)
        found = PLACEHOLDERS.match(text) or CROSSES.search(text)
        if found:
            yield Problem(
                where,
                f"{where}中的“{found[0].strip()[:20]}”像是没有填完的内容。",
                "请填写真实内容；确实没有的写“无”。",
                expected="真实内容，或者“无”",
                actual=found[0].strip()[:20],
                link=link,
            )
