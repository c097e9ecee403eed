"""What a clerk enters beside texts: the ledger's money, each amount in exact 元."""

from django.db import models

from budgetportal.ledger.terms import (
    CostClass,
    Fund,
    Indicator,
    Level,
    Nature,
    ProcurementKind,
    Vintage,
)

from .edition import EditionPart, Unit
from .fields import PARAGRAPH, TermField, YuanField, listed
from .performance import Project


def _not_zero(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~models.Q(amount=0),
        name=f"{model}_amount_not_zero",
        violation_error_message="金额不能为零",
    )


class ExpenditureLine(EditionPart):
    """支出明细: one appropriation."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位")
    nature = TermField(Nature, verbose_name="支出性质")
    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name="项目", null=True, blank=True, related_name="lines"
    )
    function = models.CharField("功能科目编码", max_length=7)
    economic = models.CharField("部门经济科目编码", max_length=5, blank=True)
    government_economic = models.CharField("政府经济科目编码", max_length=5, blank=True)
    cost_class = TermField(CostClass, verbose_name="经费类别", blank=True)
    fund = TermField(Fund, verbose_name="资金来源")
    vintage = TermField(Vintage, verbose_name="资金年份")
    level = TermField(Level, verbose_name="资金级次", default=Level.COUNTY.value)
    amount = YuanField("金额（元）")
    remark = models.CharField("备注", max_length=PARAGRAPH, blank=True)

    class Meta(EditionPart.Meta):
        verbose_name = verbose_name_plural = "支出明细"
        constraints = (
            _not_zero("line"),
            listed("line", "nature", Nature),
            listed("line", "cost_class", CostClass, blank=True),
            listed("line", "fund", Fund),
            listed("line", "vintage", Vintage),
            listed("line", "level", Level),
        )

    def __str__(self) -> str:
        return f"{self.function} {self.project or self.economic}"


class Receipt(EditionPart):
    """收入明细 of 政府性基金预算 and 国有资本经营预算 (tables 7 and 9)."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位")
    subject = models.CharField("收入科目编码", max_length=9)
    fund = TermField(Fund, verbose_name="资金来源")
    amount = YuanField("金额（元）")

    class Meta(EditionPart.Meta):
        verbose_name = verbose_name_plural = "收入明细"
        constraints = (
            _not_zero("receipt"),
            models.CheckConstraint(
                condition=models.Q(fund__in=[Fund.GOVERNMENT.value, Fund.CAPITAL.value]),
                name="receipt_fund_listed",
                violation_error_message="收入明细只登记政府性基金预算和国有资本经营预算",
            ),
        )

    def __str__(self) -> str:
        return self.subject


class YearEndCarryForward(EditionPart):
    """年终结转: this year's income that is not spent this year."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位")
    function = models.CharField("功能科目编码", max_length=7)
    fund = TermField(Fund, verbose_name="资金来源")
    amount = YuanField("金额（元）")

    class Meta(EditionPart.Meta):
        verbose_name = verbose_name_plural = "年终结转"
        constraints = (_not_zero("carry_forward"), listed("carry_forward", "fund", Fund))

    def __str__(self) -> str:
        return self.function


class PriorYearFigure(EditionPart):
    """上年数, typed only where last year is not published here."""

    indicator = TermField(Indicator, verbose_name="指标")
    amount = YuanField("金额（元）")
    adjustment = models.TextField("口径调整原因", blank=True)

    class Meta(EditionPart.Meta):
        verbose_name = verbose_name_plural = "上年数"
        constraints = (
            models.UniqueConstraint(fields=("edition", "indicator"), name="prior_year_unique"),
            listed("prior_year", "indicator", Indicator),
        )

    def __str__(self) -> str:
        return str(self.indicator)


class ChangeReason(EditionPart):
    """变动原因: why an indicator differs from last year."""

    indicator = TermField(Indicator, verbose_name="指标")
    text = models.TextField("原因")

    class Meta(EditionPart.Meta):
        verbose_name = verbose_name_plural = "变动原因"
        constraints = (
            models.UniqueConstraint(fields=("edition", "indicator"), name="reason_unique"),
            listed("reason", "indicator", Indicator),
        )

    def __str__(self) -> str:
        return str(self.indicator)


class ControlTotal(EditionPart):
    """控制数: an approved total, compared with the computed one, never used in its place."""

    indicator = TermField(Indicator, verbose_name="指标")
    amount = YuanField("金额（元）")

    class Meta(EditionPart.Meta):
        verbose_name = verbose_name_plural = "控制数"
        constraints = (
            models.UniqueConstraint(fields=("edition", "indicator"), name="control_unique"),
            listed("control", "indicator", Indicator),
        )

    def __str__(self) -> str:
        return str(self.indicator)


class ProcurementItem(EditionPart):
    """政府采购."""

    kind = TermField(ProcurementKind, verbose_name="采购类别")
    content = models.CharField("采购内容", max_length=PARAGRAPH, blank=True)
    amount = YuanField("金额（元）")
    small_amount = YuanField("其中面向中小企业金额（元）", default=0)

    class Meta(EditionPart.Meta):
        verbose_name = verbose_name_plural = "政府采购"
        constraints = (listed("procurement", "kind", ProcurementKind),)

    def __str__(self) -> str:
        return f"{self.kind} {self.content}"
