"""What a publication says as rows, for search, lists and totals; added once, never changed."""

from django.db import models

from budgetportal.ledger.terms import Fund, Indicator, Nature, Vintage

from .fields import TermField, YuanField, listed
from .publication import Publication
from .searching import FoldedField


class PublishedText(models.Model):
    """A section of a publication as text: duties, tables, notes, forms."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, verbose_name="公开版本", related_name="texts"
    )
    anchor = models.CharField("位置", max_length=20)
    title = models.CharField("标题", max_length=300)
    text = models.TextField("内容")
    folded = FoldedField("检索用内容", default="")

    class Meta:
        verbose_name = verbose_name_plural = "公开内容"
        ordering = ("publication", "id")

    def __str__(self) -> str:
        return self.title


class PublishedLine(models.Model):
    """A leaf line of a publication, for totals over departments."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, verbose_name="公开版本", related_name="lines"
    )
    function = models.CharField("功能科目编码", max_length=7, db_index=True)
    fund = TermField(Fund, verbose_name="资金来源")
    vintage = TermField(Vintage, verbose_name="资金年份")
    nature = TermField(Nature, verbose_name="支出性质")
    project = models.CharField("项目", max_length=200, blank=True)
    amount = YuanField("金额（元）")

    class Meta:
        verbose_name = verbose_name_plural = "公开明细"
        ordering = ("publication", "id")
        constraints = (
            listed("published_line", "fund", Fund),
            listed("published_line", "vintage", Vintage),
            listed("published_line", "nature", Nature),
        )

    def __str__(self) -> str:
        return f"{self.function} {self.project}"


class PublishedFlow(models.Model):
    """本年支出 of a publication by fund, 类 and nature: what the picture of a year adds up."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, verbose_name="公开版本", related_name="flows"
    )
    fund = TermField(Fund, verbose_name="资金来源")
    function = models.CharField("功能科目类", max_length=3)
    name = models.CharField("科目名称", max_length=100)
    nature = TermField(Nature, verbose_name="支出性质")
    amount = YuanField("金额（元）")

    class Meta:
        verbose_name = verbose_name_plural = "公开收支流向"
        ordering = ("publication", "id")
        constraints = (
            listed("published_flow", "fund", Fund),
            listed("published_flow", "nature", Nature),
        )

    def __str__(self) -> str:
        return f"{self.fund} {self.function} {self.nature}"


class PublishedFigure(models.Model):
    """An indicator of a publication, and last year's as it was known then (None: unknown)."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, verbose_name="公开版本", related_name="figures"
    )
    indicator = TermField(Indicator, verbose_name="指标")
    amount = YuanField("金额（元）")
    prior = YuanField("上年数（元）", null=True)  # type: ignore[misc]

    class Meta:
        verbose_name = verbose_name_plural = "公开指标"
        ordering = ("publication", "id")
        constraints = (
            models.UniqueConstraint(fields=("publication", "indicator"), name="figure_unique"),
            listed("published_figure", "indicator", Indicator),
        )

    def __str__(self) -> str:
        return self.indicator
