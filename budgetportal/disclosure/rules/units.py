"""L04–L06: subjects that would make “三公”经费 or 机关运行经费 misread."""

from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.ledger.book import Line
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.indicators import computed
from budgetportal.ledger.money import total, wan_words
from budgetportal.ledger.terms import ORGANS, Indicator, Nature, UnitKind

from .rule import Problem

#: 类 of the government economic list that belong to one kind of unit only
FOR_ORGANS = ("501", "502", "503", "504")
FOR_INSTITUTIONS = ("505", "506")
MISREAD = {UnitKind.INSTITUTION: "行政运行", UnitKind.ADMINISTRATIVE: "事业运行"}


def three_public_is_complete(document: Document) -> Iterator[Problem]:
    """L04: project money without economic subject may hide “三公”经费."""
    blank = [
        (number, line)
        for number, line in enumerate(document.book.lines, 1)
        if line.nature is Nature.PROJECT and not line.economic
    ]
    if blank and computed(document.book)[Indicator.THREE_PUBLIC]:
        money = wan_words(total(line.yuan for _, line in blank))
        yield Problem(
            "支出明细",
            f"有{len(blank)}行项目支出（{money}）没有部门经济科目，"
            "其中如有“三公”经费，不会计入表10。",
            "请补填这些明细的部门经济科目；其中没有“三公”经费的，请在答复中说明。",
            expected="每行项目支出都有部门经济科目",
            actual=f"{len(blank)}行没有",
            link=("lines", str(blank[0][0]), "economic"),
        )


def operating_items_fit_units(document: Document) -> Iterator[Problem]:
    """L05: a 事业单位 under an item named 行政运行, an administrative unit under 事业运行."""
    book = document.book
    kinds = {unit.code: unit.kind for unit in book.units}
    for (unit, code), number in _first(book.lines, "function").items():
        kind, name = kinds.get(unit), book.catalogue.name(Kind.FUNCTION, code)
        if kind and MISREAD.get(kind) == name:
            yield Problem(
                f"单位{unit} {code}",
                f"单位{unit}是{kind.value}，支出列在{code}“{name}”下，机关运行经费容易被误读。",
                "请核对功能科目或单位性质；按批复确应如此的，请在答复中说明。",
                expected="事业运行等科目" if kind is UnitKind.INSTITUTION else "行政运行等科目",
                actual=f"{code} {name}",
                link=("lines", str(number), "function"),
            )


def government_subjects_fit_units(document: Document) -> Iterator[Problem]:
    """L06: a government economic subject of the other kind of unit."""
    book = document.book
    kinds = {unit.code: unit.kind for unit in book.units}
    for (unit, code), number in _first(book.lines, "government_economic").items():
        kind = kinds.get(unit)
        foreign = FOR_INSTITUTIONS if kind in ORGANS else FOR_ORGANS
        if kind and code.startswith(foreign):
            name = book.catalogue.name(Kind.GOVERNMENT_ECONOMIC, code)
            yield Problem(
                f"单位{unit} {code}",
                f"单位{unit}是{kind.value}，政府经济科目{code}（{name}）不是{kind.value}使用的科目。",
                "请核对政府经济科目；按批复确应如此的，请在答复中说明。",
                expected="501至504类" if kind in ORGANS else "505、506类",
                actual=f"{code} {name}",
                link=("lines", str(number), "government_economic"),
            )


def _first(lines: tuple[Line, ...], field: str) -> dict[tuple[str, str], int]:
    """(unit, code) → the first row that names them."""
    found: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines, 1):
        code = getattr(line, field)
        if code:
            found.setdefault((line.unit, code), number)
    return found
