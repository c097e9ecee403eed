"""T02–T04, T09: what the department must say, and what must not contradict it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.ledger.money import total, wan_words
from budgetportal.ledger.terms import THREE_PUBLIC_SUBJECTS, Indicator

from .rule import Problem

#: texts without which the document is incomplete; 无 is an answer
ASSETS = ("车辆情况", "房屋情况", "其他国有资产")
#: terms that a reader must find explained where they are printed
TERMS = (
    "一般公共预算",
    "政府性基金预算",
    "国有资本经营预算",
    "财政拨款",
    "财政专户管理资金",
    "单位资金",
    "上年结转",
    "年终结转",
    "基本支出",
    "项目支出",
    "“三公”经费",
    "机关运行经费",
    "政府采购",
)


def last_year_is_known(document: Document) -> Iterator[Problem]:
    """T02: last year's figures are published here or typed, unless the department is new.

    A typed figure that differs from the published one has its 口径调整原因.
    """
    facts, last = document.book.facts, document.book.year - 1
    if not facts.prior_year and not facts.is_new:
        yield Problem(
            "上年数",
            f"没有{last}年的数字，无法说明增减变动。",
            "请填写上年数；今年新设的部门，请在“文字说明”中勾选“新设部门”。",
            expected=f"{last}年数",
            actual="未填",
            link=("prior", ""),
        )
    for indicator, typed in facts.unexplained.items():
        published = facts.prior_year[indicator]
        yield Problem(
            f"上年数：{indicator.value}",
            f"{indicator.value}填写的上年数{wan_words(typed)}，与{last}年已公开的"
            f"{wan_words(published)}不同，没有写明口径调整原因。",
            "请写明口径调整原因，它会随预算公开；没有调整口径的，请删除这一行，改用已公开的数。",
            expected=wan_words(published),
            actual=wan_words(typed),
            difference=wan_words(typed - published),
            link=("prior", indicator.value, "adjustment"),
        )


def questions_are_answered(document: Document) -> Iterator[Problem]:
    """T03: 职责, 机构设置, 政府采购 and 国有资产."""
    texts = document.texts
    given = {"部门职责": texts.duties, "机构设置": texts.setup}
    given |= {name: texts.answers.get(name, "") for name in ASSETS}
    if not document.book.facts.procurement:
        given["政府采购情况"] = texts.answers.get("政府采购情况", "")
    for name, text in given.items():
        if not text.strip():
            yield Problem(
                name,
                f"“{name}”没有填写。",
                "请填写；没有的请写“无”。",
                expected="填写内容，或者“无”",
                actual="未填",
                link=("text", name),
            )


def cars_agree(document: Document) -> Iterator[Problem]:
    """T04: 保留车辆数 (or a 无 under 车辆情况) and 公务用车运行维护费 of whatever money."""
    answers, subjects = document.texts.answers, THREE_PUBLIC_SUBJECTS[Indicator.CAR_RUNNING]
    kept = answers.get("保留车辆数", "").strip()
    if not kept and answers.get("车辆情况", "").strip().rstrip("。") == "无":
        kept = "0"
    running = total(line.yuan for line in document.book.lines if line.economic in subjects)
    if kept and bool(int(kept)) != bool(running):
        yield Problem(
            "保留车辆数",
            f"保留车辆{kept}辆，而公务用车运行维护费为{wan_words(running)}，两者矛盾。",
            "请核对车辆数和支出明细；确应如此的，请在答复中说明。",
            expected="有车辆才有运行维护费，有运行维护费才有车辆",
            actual=f"{kept}辆，{wan_words(running)}",
            link=("text", "保留车辆数"),
        )


def terms_are_explained(document: Document) -> Iterator[Problem]:
    """T09: every printed term has one glossary entry."""
    printed = _bare("".join(_printed(document)))
    known = Counter(_bare(entry.term) for entry in document.glossary)
    for term in TERMS:
        if _bare(term) in printed and not known[_bare(term)]:
            yield _term(term, f"报表或说明中用到“{term}”，名词解释中没有。", "请补充解释。", 0)
    for entry in {_bare(entry.term): entry for entry in document.glossary}.values():
        count = known[_bare(entry.term)]
        if count > 1:
            message = f"“{entry.term}”在名词解释中出现{count}次。"
            yield _term(entry.term, message, "请只保留一条。", count)


def _term(term: str, message: str, mend: str, count: int) -> Problem:
    mend += "名词解释由管理员维护；一时不能改的，请在答复中说明。"
    return Problem(
        f"名词解释：{term}",
        message,
        mend,
        expected="一条解释",
        actual=f"{count}条",
        link=("glossary", term),
    )


def _bare(text: str) -> str:
    """Without spaces and quotation marks, full-width forms folded."""
    return re.sub(r"[\s\"'“”‘’「」]", "", unicodedata.normalize("NFKC", text))


def _printed(document: Document) -> Iterator[str]:
    for sheet in document.sheets:
        yield sheet.title
        for row in sheet.rows:
            yield from (cell.text for cell in row.cells)
    for note in document.notes:
        yield from note.paragraphs
