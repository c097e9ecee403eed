"""T06: 文号, 批次, years and names that differ within one form, or belong to another department."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import PerformanceForm
from budgetportal.ledger.numerals import ordinal

from .published import published_texts
from .rule import Problem

#: where a form names its money, the first that does so rules the others
FIELDS = (
    "立项依据",
    "项目实施计划",
    "实施期总体目标",
    "年度总体目标",
    "项目概况",
)
DIGITS = {ordinal(n): str(n) for n in range(1, 100)}
#: 〔2022〕181号; without its year only where it cannot be a house or a line
NUMBER = re.compile(
    r"(?:[(\[〔【](20\d\d)[)\]〕】])?\s*第?(?<!\d)(\d{1,4})号(?!楼|线|院|机|门|仓|库|馆|厂|厅|桥|路|井|地|站|车|令|公告)"
)
BATCH = re.compile(r"(?:(20\d\d)年(?:度)?)?第([一二三四五六七八九十\d]{1,3})批")
#: a year that dates the money, not the paper that it rests on
YEAR = re.compile(
    r"(20\d\d)年(?!度?第|[\d月日度]*(?:修|颁|印|发布|出台|起|实施|施行|开始|以来|成立|建成))"
)

Mark = tuple[str, str]


def references_agree(document: Document) -> Iterator[Problem]:
    """One problem for each text of a form whose 文号, 批次 or year is another than its name's."""
    for form in document.forms:
        for mark, find in (("文号", _numbers), ("批次", _batches)):
            yield from _differing(form, mark, find)
        yield from _other_years(form, document.book.year)
    yield from _strangers(document)


def _numbers(text: str) -> set[Mark]:
    return {(year, number) for year, number in NUMBER.findall(_plain(text))}


def _batches(text: str) -> set[Mark]:
    return {(year, DIGITS.get(batch, batch)) for year, batch in BATCH.findall(_plain(text))}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _differing(
    form: PerformanceForm, mark: str, find: Callable[[str], set[Mark]]
) -> Iterator[Problem]:
    """The project's name rules; without a mark there, the first text that bears one."""
    ruling, named = "项目名称", find(form.project)
    for field in FIELDS:
        found = find(form.fields.get(field, ""))
        if not named:
            ruling, named = field, found
        elif found and not any(_same(one, other) for one in found for other in named):
            yield _problem(form, field, mark, _said(mark, found), ruling, _said(mark, named))


def _same(one: Mark, other: Mark) -> bool:
    """Equal, where a mark without a year equals that of any year."""
    return one[1] == other[1] and (one[0] == other[0] or not one[0] or not other[0])


def _said(mark: str, found: set[Mark]) -> str:
    if mark == "批次":
        return "、".join(f"{year and f'{year}年'}第{_ordinal(n)}批" for year, n in sorted(found))
    return "、".join(f"{year and f'〔{year}〕'}{number}号" for year, number in sorted(found))


def _ordinal(number: str) -> str:
    return ordinal(int(number)) if number.isdecimal() and len(number) < 3 else number


def _other_years(form: PerformanceForm, year: int) -> Iterator[Problem]:
    """A text that speaks of other years only than the project's name, or than the budget's."""
    named = set(YEAR.findall(_plain(form.project)))
    basis = _plain(form.fields.get("立项依据", ""))
    allowed = {str(year)} | (named or set(re.findall(r"20\d\d", basis)))
    ruling = "项目名称" if named else "预算年度"
    for field in FIELDS if named else FIELDS[1:]:
        found = set(YEAR.findall(_plain(form.fields.get(field, ""))))
        past = {each for each in found if int(each) <= year}
        if past and past == found and not past & allowed:
            wanted = "、".join(sorted(named or {str(year)}))
            yield _problem(form, field, "年份", "、".join(sorted(found)), ruling, wanted)


def _problem(
    form: PerformanceForm, field: str, mark: str, said: str, ruling: str, wanted: str
) -> Problem:
    return Problem(
        f"{form.project}：{field}的{mark}",
        f"“{form.project}”{field}中的{mark}“{said}”与{ruling}的“{wanted}”不一致。",
        "请核对项目名称、立项依据、实施计划和目标；确应如此的，请在答复中说明。",
        expected=wanted,
        actual=said,
        link=("form", form.project, field),
    )


def _strangers(document: Document) -> Iterator[Problem]:
    own = {unit.name for unit in document.book.units} | {document.book.department_name}
    texts = [place for place in published_texts(document) if not place[0].startswith("名词解释")]
    everything = "\n".join(text for _, text, _ in texts)
    for name in document.other_departments:
        if name not in everything or any(name in each for each in own):
            continue
        for where, text, link in texts:
            if name in text:
                yield Problem(
                    where,
                    f"{where}中出现了其他部门“{name}”。",
                    "请确认不是从别处抄来的；确应提到的，请在答复中说明。",
                    expected=document.book.department_name,
                    actual=name,
                    link=link,
                )
