"""L04–L06: subjects that would make “三公”经费 or 机关运行经费 misread."""

from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.indicators import computed
from budgetportal.ledger.money import total, wan_figure
from budgetportal.ledger.terms import ORGANS, Indicator, Nature, UnitKind

from .rule import Problem

#: 类 of the government economic list that belong to one kind of unit only
FOR_ORGANS = ("501", "502", "503", "504")
FOR_INSTITUTIONS = ("505", "506")
MISREAD = (
    (UnitKind.INSTITUTION, "行政运行"),
    (UnitKind.ADMINISTRATIVE, "事业运行"),
)


def three_public_is_complete(document: Document) -> Iterator[Problem]:
    """L04: project money without economic subject may hide “三公”经费."""
    lines = [x for x in document.book.lines if x.nature is Nature.PROJECT and not x.economic]
    if lines and computed(document.book)[Indicator.THREE_PUBLIC]:
        money = wan_figure(total(line.yuan for line in lines))
        yield Problem(
            "支出明细",
            f"有{len(lines)}行项目支出（{money}万元）没有部门经济科目，"
            "其中的“三公”经费不会计入表10。",
            "请补填这些明细的部门经济科目，或说明其中没有“三公”经费。",
            link=("lines", ""),
        )


def operating_items_fit_units(document: Document) -> Iterator[Problem]:
    """L05: a 事业单位 under 行政运行, or an administrative unit under 事业运行."""
    book = document.book
    kinds = {unit.code: unit.kind for unit in book.units}
    for unit, code in dict.fromkeys((line.unit, line.function) for line in book.lines):
        name = book.catalogue.name(Kind.FUNCTION, code)
        if (kinds.get(unit), name) in MISREAD:
            yield Problem(
                f"单位{unit} {code}",
                f"{kinds[unit].value}的支出列在“{name}”下，机关运行经费容易被误读。",
                "请核对功能科目或单位性质；确应如此的，请说明原因。",
                link=("lines", code),
            )


def government_subjects_fit_units(document: Document) -> Iterator[Problem]:
    """L06: a government economic subject of the other kind of unit."""
    kinds = {unit.code: unit.kind for unit in document.book.units}
    used = dict.fromkeys(
        (line.unit, line.government_economic)
        for line in document.book.lines
        if line.government_economic and line.unit in kinds
    )
    for unit, code in used:
        foreign = FOR_INSTITUTIONS if kinds[unit] in ORGANS else FOR_ORGANS
        if code.startswith(foreign):
            yield Problem(
                f"单位{unit} {code}",
                f"政府经济科目{code}不是{kinds[unit].value}使用的科目。",
                "请核对政府经济科目；确应如此的，请说明原因。",
                link=("lines", code),
            )
