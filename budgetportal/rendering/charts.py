"""A Chart as it is shown: a pie (饼图) where it is one, and always its table."""

from __future__ import annotations

from dataclasses import dataclass

from budgetportal.ledger.money import IN_WAN, Scale, percent, total
from budgetportal.notes.note import Chart
from budgetportal.notes.wording import rounding

from .pie import Wedge, wedges


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the table beside the chart; its number stands at its slice."""

    number: int
    label: str
    figure: str
    share: str


@dataclass(frozen=True)
class Drawing:
    """What the template shows: wedges only where there is a pie; ``sentence`` says why there is
    none, and where the rounded shares do not add up to 100.00%.
    """

    title: str
    parts: tuple[Part, ...]
    wedges: tuple[Wedge, ...]
    sentence: str
    unit: str = IN_WAN.unit

    @property
    def description(self) -> str:
        """The chart in words, for those who do not see it."""
        listed = (f"{p.number} {p.label}{p.figure}{self.unit}，占{p.share}" for p in self.parts)
        return f"{self.title}：{'；'.join(listed)}"


def draw(chart: Chart, scale: Scale = IN_WAN) -> Drawing:
    """A chart with its table, in the unit of the document's; one slice is not a pie."""
    slices = [each for each in chart.slices if each.yuan]
    whole = total(each.yuan for each in slices)
    parts = tuple(
        Part(i, each.label, scale.figure(each.yuan), _share(percent(each.yuan, whole)))
        for i, each in enumerate(slices, 1)
    )
    # angles are geometry, not money: a float is good enough to draw with
    shares = [float(each.yuan / whole) for each in slices] if chart.is_pie else []
    sentence = "" if shares else _sentence(parts, scale.unit)
    rounded = rounding([each.yuan for each in slices], whole)
    return Drawing(
        chart.title,
        parts,
        wedges(shares),
        sentence + (f"{rounded}。" if rounded else ""),
        scale.unit,
    )


def _share(value: object) -> str:
    return "—" if value is None else f"{value}%"


def _sentence(parts: tuple[Part, ...], unit: str) -> str:
    """Why there is no pie."""
    if not parts:
        return "本年没有这项支出，不绘制分布图。"
    if len(parts) == 1:
        return (
            f"全部为{parts[0].label}，{parts[0].figure}{unit}，占{parts[0].share}，不绘制分布图。"
        )
    return "其中有负数，不绘制分布图。"
