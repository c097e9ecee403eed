"""T02–T04, T09: what the department must say, and what must not contradict it."""

from collections import Counter
from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.ledger.indicators import computed
from budgetportal.ledger.money import wan_figure
from budgetportal.ledger.terms import Indicator

from .rule import Problem

#: texts without which the document is incomplete; 无 is an answer
ASSETS = ("车辆情况", "房屋情况", "其他国有资产")
#: terms that a reader must find explained where they are printed
TERMS = (
    "一般公共预算",
    "政府性基金预算",
    "国有资本经营预算",
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
    """T02: last year's figures are published here or typed, unless the department is new."""
    facts = document.book.facts
    if not facts.prior_year and not facts.is_new:
        message = f"没有{document.book.year - 1}年的数字，无法说明增减变动。"
        mend = "请填写上年数；今年新设的部门，请勾选“新设部门”。"
        yield Problem("上年数", message, mend, link=("prior", ""))


def questions_are_answered(document: Document) -> Iterator[Problem]:
    """T03: 职责, 机构设置, 政府采购 and 国有资产."""
    texts = document.texts
    given = {"部门职责": texts.duties, "机构设置": texts.setup}
    given |= {name: texts.answers.get(name, "") for name in ASSETS}
    if not document.book.facts.procurement:
        given["政府采购情况"] = texts.answers.get("政府采购情况", "")
    for name, text in given.items():
        if not text.strip():
            yield Problem(name, f"{name}没有填写。", "没有的请写“无”。", link=("text", name))


def cars_agree(document: Document) -> Iterator[Problem]:
    """T04: 保留车辆数 and 公务用车运行维护费."""
    kept = document.texts.answers.get("保留车辆数", "")
    running = computed(document.book)[Indicator.CAR_RUNNING]
    if kept and bool(int(kept)) != bool(running):
        yield Problem(
            "保留车辆数",
            f"保留车辆{kept}辆，而公务用车运行维护费为{wan_figure(running)}万元。",
            "请核对车辆数和支出明细；确应如此的，请说明原因。",
            link=("text", "保留车辆数"),
        )


def terms_are_explained(document: Document) -> Iterator[Problem]:
    """T09: every printed term has one glossary entry."""
    printed = "".join(_printed(document))
    known = Counter(entry.term for entry in document.glossary)
    for term in TERMS:
        if term in printed and not known[term]:
            message = f"报表或说明中用到“{term}”，名词解释中没有。"
            yield Problem(f"名词解释：{term}", message, "请补充解释。", link=("glossary", term))
    for term, count in known.items():
        if count > 1:
            message = f"“{term}”解释了{count}次。"
            mend = "请只保留一条。"
            yield Problem(f"名词解释：{term}", message, mend, link=("glossary", term))


def _printed(document: Document) -> Iterator[str]:
    for sheet in document.sheets:
        yield sheet.title
        for row in sheet.rows:
            yield from (cell.text for cell in row.cells)
    for note in document.notes:
        yield from note.paragraphs
