"""What a clerk enters in rows: each part declared once, its columns in the workbook's order."""

from __future__ import annotations

from dataclasses import dataclass

from budgetportal.models import (
    ControlTotal,
    ExpenditureLine,
    PriorYearFigure,
    ProcurementItem,
    Project,
    Receipt,
    Unit,
    YearEndCarryForward,
)
from budgetportal.models.edition import EditionPart


@dataclass(frozen=True)
class Part:
    """A grid: ``key`` is its address, ``fields`` its columns, ``unique`` what occurs once."""

    key: str
    model: type[EditionPart]
    hint: str
    fields: tuple[str, ...]
    unique: str = ""

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def has_money(self) -> bool:
        """Whether the grid shows 万元 beside what is typed in 元."""
        return "amount" in self.fields


PARTS = {
    part.key: part
    for part in (
        Part(
            "units",
            Unit,
            "本部门编制预算的单位；单位性质决定机关运行经费和政府经济科目。",
            ("code", "name", "kind"),
            unique="code",
        ),
        Part(
            "projects",
            Project,
            "登记项目后，在“项目与绩效”中填写每个项目的绩效目标。",
            ("name", "unit", "kind", "years"),
            unique="name",
        ),
        Part(
            "lines",
            ExpenditureLine,
            "每行一笔支出，金额以元为单位；各张报表和说明都由这些明细汇总。涉密支出不得在此登记。",
            (
                "unit",
                "nature",
                "project",
                "function",
                "economic",
                "government_economic",
                "cost_class",
                "fund",
                "vintage",
                "level",
                "amount",
                "remark",
            ),
        ),
        Part(
            "receipts",
            Receipt,
            "政府性基金预算和国有资本经营预算的收入（表7、表9）。没有就不用填。",
            ("unit", "subject", "fund", "amount"),
        ),
        Part(
            "carry-forward",
            YearEndCarryForward,
            "本年收入中预计年末未用完、结转下年的资金。没有就不用填。",
            ("unit", "function", "fund", "amount"),
        ),
        Part(
            "prior-year",
            PriorYearFigure,
            "上年已在本平台公开的，自动取用，不必填写；与公开数不同的，须写明口径调整原因。",
            ("indicator", "amount", "adjustment"),
            unique="indicator",
        ),
        Part(
            "procurement",
            ProcurementItem,
            "本年政府采购预算，按货物、工程、服务分别登记。",
            ("kind", "content", "amount", "small_amount"),
        ),
        Part(
            "control",
            ControlTotal,
            "财政批复的总数，只用来核对计算结果，不会代替计算结果。",
            ("indicator", "amount"),
            unique="indicator",
        ),
    )
}
