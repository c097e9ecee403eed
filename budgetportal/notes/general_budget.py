"""说明五至八: 一般公共预算, its basic expenditure, “三公”经费 and 机关运行经费."""

from decimal import Decimal

from budgetportal.ledger import scopes
from budgetportal.ledger.indicators import THREE_PUBLIC_ITEMS, prior
from budgetportal.ledger.terms import Indicator

from .note import Chart, Note, Slice
from .source import Source
from .wording import explained, items, shares, wan

BASIC = scopes.spending & scopes.general & scopes.current & scopes.basic
#: figure names of the “三公”经费 items
ITEM_FIGURES = {
    Indicator.ABROAD: "abroad",
    Indicator.RECEPTION: "reception",
    Indicator.CAR_PURCHASE: "car_purchase",
    Indicator.CAR_RUNNING: "car_running",
}


def general(source: Source) -> Note:
    """五、一般公共预算支出情况说明."""
    whole = source.indicators[Indicator.GENERAL_CURRENT]
    classes = source.by_class(scopes.spending & scopes.general & scopes.current)
    parts = [(name, yuan) for _, name, yuan in classes]
    figures = {"general_current": whole}
    figures |= {f"general_class_{code}": yuan for code, _, yuan in classes}
    return Note(
        5,
        "一般公共预算支出情况说明",
        (
            "（一）一般公共预算当年拨款规模变化情况",
            f"{source.year}年度一般公共预算当年拨款{wan(whole)}，"
            f"{explained(source.book, Indicator.GENERAL_CURRENT, whole)}。",
            "（二）一般公共预算当年拨款结构情况",
            f"{source.year}年度一般公共预算当年拨款{wan(whole)}，"
            f"主要用于以下方面：{shares(parts, whole) or '无'}。",
        ),
        figures,
        (_chart("一般公共预算当年拨款结构图", parts),),
    )


def basic(source: Source) -> Note:
    """六、一般公共预算基本支出情况说明."""
    figures = {
        "general_basic": source.total(BASIC),
        "staff": source.total(BASIC & scopes.staff),
        "running": source.total(BASIC & scopes.running),
    }
    staff = items(source.by_economic(BASIC & scopes.staff))
    running = items(source.by_economic(BASIC & scopes.running))
    return Note(
        6,
        "一般公共预算基本支出情况说明",
        (
            f"{source.year}年度一般公共预算基本支出{wan(figures['general_basic'])}，其中：",
            f"人员经费{wan(figures['staff'])}，主要包括：{staff}；",
            f"公用经费{wan(figures['running'])}，主要包括：{running}。",
        ),
        figures,
    )


def three_public(source: Source) -> Note:
    """七、“三公”经费增减变动原因说明."""
    whole = source.indicators[Indicator.THREE_PUBLIC]
    sentence = explained(source.book, Indicator.THREE_PUBLIC, whole)
    parts = [(item.value, source.indicators[item]) for item in THREE_PUBLIC_ITEMS]
    figures = {"three_public": whole}
    figures |= {ITEM_FIGURES[item]: source.indicators[item] for item in THREE_PUBLIC_ITEMS}
    listed = "；".join(
        f"{item.value}{wan(source.indicators[item])}，"
        f"{explained(source.book, item, source.indicators[item])}"
        for item in THREE_PUBLIC_ITEMS
    )
    return Note(
        7,
        "“三公”经费增减变动原因说明",
        (
            f"{source.year}年度财政拨款安排的“三公”经费预算{wan(whole)}，{sentence}。",
            f"其中：{listed}。",
        ),
        figures,
        (_chart("三公经费分布图", parts),),
    )


def operating_cost(source: Source) -> Note:
    """八、机关运行经费增减变动原因说明."""
    yuan = source.indicators[Indicator.OPERATING_COST]
    if not yuan and not prior(source.book, Indicator.OPERATING_COST):
        text = "本部门无机关运行经费。"
    else:
        sentence = explained(source.book, Indicator.OPERATING_COST, yuan)
        text = f"{source.year}年度机关运行经费预算{wan(yuan)}，{sentence}。"
    return Note(8, "机关运行经费增减变动原因说明", (text,), {"operating_cost": yuan})


def _chart(title: str, parts: list[tuple[str, Decimal]]) -> Chart:
    return Chart(title, tuple(Slice(name, yuan) for name, yuan in parts if yuan))
