"""说明九至十二: 政府采购, 绩效管理, 国有资产, other."""

from decimal import Decimal

from budgetportal.ledger import scopes
from budgetportal.ledger.money import total
from budgetportal.ledger.select import on
from budgetportal.ledger.terms import ProcurementKind

from .note import Note
from .source import Source
from .wording import entered, share, wan

KIND_FIGURES = {
    ProcurementKind.GOODS: "goods",
    ProcurementKind.WORKS: "works",
    ProcurementKind.SERVICES: "services",
}


def procurement(source: Source) -> Note:
    """九、政府采购情况."""
    listed = source.book.facts.procurement
    by_kind = {k: total(p.yuan for p in listed if p.kind is k) for k in ProcurementKind}
    whole, small = total(by_kind.values()), total(p.small for p in listed)
    figures = {"procurement": whole, "procurement_small": small}
    figures |= {f"procurement_{KIND_FIGURES[kind]}": yuan for kind, yuan in by_kind.items()}
    text = source.answers.get("政府采购情况", "").strip()
    if not listed:
        return Note(9, "政府采购情况", (entered(text),), figures)
    kinds = "，".join(f"政府采购{kind.value}预算{wan(yuan)}" for kind, yuan in by_kind.items())
    sentence = (
        f"{source.year}年度，{source.book.department_name}政府采购预算总额{wan(whole)}，"
        f"其中：{kinds}。面向中小企业预留采购份额{wan(small)}"
        f"{share(small, whole).replace('占', '占政府采购预算总额的')}。"
    )
    return Note(9, "政府采购情况", (sentence, text) if text else (sentence,), figures)


def performance(source: Source) -> Note:
    """十、绩效管理情况; every form follows it."""
    planned = scopes.project & on("project", *source.planned, name="编报绩效目标的项目")
    scope = scopes.spending & scopes.general & scopes.current & planned
    count = len(source.planned)
    figures = {"project_count": Decimal(count), "planned_general_current": source.total(scope)}
    text = (
        f"{source.year}年度，{source.book.department_name}实行绩效目标管理的项目{count}个，"
        f"涉及一般公共预算当年拨款{wan(figures['planned_general_current'])}。"
    )
    detail = "各项目绩效目标详见所附项目支出绩效目标申报表。"
    return Note(10, "绩效管理情况", (text, detail) if count else ("无",), figures)


def assets(source: Source) -> Note:
    """十一、国有资产占有使用情况."""
    return Note(11, "国有资产占有使用情况", _answers(source, ASSETS))


def others(source: Source) -> Note:
    """十二、其他说明."""
    return Note(12, "其他说明", _answers(source, OTHERS))


ASSETS = (
    ("（一）车辆情况", "车辆情况"),
    ("（二）房屋情况", "房屋情况"),
    ("（三）其他国有资产占有使用情况", "其他国有资产"),
)
OTHERS = (
    ("（一）政府购买服务指导性目录", "政府购买服务指导性目录"),
    ("（二）其他", "其他说明"),
)


def _answers(source: Source, headed: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(
        text for title, key in headed for text in (title, entered(source.answers.get(key, "")))
    )
