"""项目支出绩效目标申报表: a project's performance form as it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgetportal.ledger.terms import Horizon

#: 一级指标 → its 二级指标, in the printed order; all are printed even when empty.
INDICATOR_TREE = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
#: 项目资金 rows under the total, as printed.
FUNDING = ("中央财政资金", "省级财政资金", "市县（区）财政资金", "单位自筹", "其他资金")


#: never published, whoever hands it over
NEVER = "联系电话"


@dataclass(frozen=True, slots=True)
class FormIndicator:
    """One 绩效指标 with its value; levels named with the ending 指标."""

    horizon: Horizon
    level1: str
    level2: str
    level3: str
    value: str


@dataclass(frozen=True)
class PerformanceForm:
    """What may be published of a form: never the telephone, the handler only by choice.

    ``fields`` are named as the workbook's headers; ``funding`` is exact 元 by horizon and the
    names of FUNDING; totals are derived.
    """

    project: str
    unit: str
    fields: Mapping[str, str]
    funding: Mapping[Horizon, Mapping[str, Decimal]]
    indicators: tuple[FormIndicator, ...]
    #: whether 经办人 was entered, published or not
    has_handler: bool = True

    def __post_init__(self) -> None:
        """The model itself cannot hold a telephone: no renderer needs to leave it out."""
        if NEVER in self.fields:
            kept = {name: text for name, text in self.fields.items() if name != NEVER}
            object.__setattr__(self, "fields", kept)

    def total(self, horizon: Horizon) -> Decimal:
        """资金总额 of a horizon in 元."""
        return sum(self.funding[horizon].values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class Pair:
    """A printed indicator row: the same place for both horizons; spans are 0 where merged away."""

    level1: str
    level1_span: int
    level2: str
    level2_span: int
    period: FormIndicator | None
    year: FormIndicator | None


def pairs(form: PerformanceForm) -> tuple[tuple[Pair, ...], ...]:
    """The indicator rows side by side, grouped by 一级指标."""
    return tuple(_group(form, level1, seconds) for level1, seconds in INDICATOR_TREE.items())


def _group(form: PerformanceForm, level1: str, seconds: tuple[str, ...]) -> tuple[Pair, ...]:
    blocks = [(second, _side_by_side(form, level1, second)) for second in seconds]
    height = sum(len(block) for _, block in blocks)
    rows: list[Pair] = []
    for second, block in blocks:
        for index, (period, year) in enumerate(block):
            span1 = 0 if rows else height
            span2 = 0 if index else len(block)
            rows.append(Pair(level1, span1, second, span2, period, year))
    return tuple(rows)


def _side_by_side(
    form: PerformanceForm, level1: str, level2: str
) -> list[tuple[FormIndicator | None, FormIndicator | None]]:
    found = {
        horizon: [
            each
            for each in form.indicators
            if (each.horizon, each.level1, each.level2) == (horizon, level1, level2)
        ]
        for horizon in Horizon
    }
    height = max(1, *(len(each) for each in found.values()))
    sides = [
        [*found[horizon], *[None] * (height - len(found[horizon]))]
        for horizon in (Horizon.PERIOD, Horizon.YEAR)
    ]
    return list(zip(*sides, strict=True))
