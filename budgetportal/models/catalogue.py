"""政府收支分类科目 by year, and the glossary (名词解释)."""

from django.db import models

from budgetportal.ledger.codes import Kind
from budgetportal.ledger.terms import CostClass, Fund

from .fields import TermField, listed


class CodeSubject(models.Model):
    """One 科目 of one year's list."""

    year = models.PositiveSmallIntegerField("年度")
    kind = TermField(Kind, verbose_name="科目类别")
    code = models.CharField("科目编码", max_length=9)
    name = models.CharField("科目名称", max_length=100)
    fund = TermField(
        Fund,
        verbose_name="专用资金",
        blank=True,
        help_text="政府性基金、国有资本经营预算的专用科目",
    )
    cost_class = TermField(CostClass, verbose_name="默认经费类别", blank=True)
    provenance = models.CharField("来源", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "收支分类科目"
        ordering = ("year", "kind", "code")
        constraints = (
            models.UniqueConstraint(fields=("year", "kind", "code"), name="subject_unique"),
            listed("subject", "kind", Kind),
            listed("subject", "fund", Fund, blank=True),
            listed("subject", "cost_class", CostClass, blank=True),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class EconomicMapping(models.Model):
    """The usual 政府经济科目 of a 部门经济科目, for 机关 and for 事业单位."""

    year = models.PositiveSmallIntegerField("年度")
    economic = models.CharField("部门经济科目编码", max_length=5)
    organ = models.CharField("机关对应政府经济科目", max_length=5, blank=True)
    institution = models.CharField("事业单位对应政府经济科目", max_length=5, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "经济科目对照"
        ordering = ("year", "economic")
        constraints = (models.UniqueConstraint(fields=("year", "economic"), name="mapping_unique"),)

    def __str__(self) -> str:
        return self.economic


class GlossaryTerm(models.Model):
    """名词解释."""

    term = models.CharField("名词", max_length=50, unique=True)
    definition = models.TextField("解释")
    position = models.PositiveIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "名词解释"
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.term
