"""Publications (公开版本): frozen, append-only; the public reads nothing else."""

from django.conf import settings
from django.db import models

from .fields import YuanField
from .organisation import Department


class Publication(models.Model):
    """Revision n of a department's year."""

    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="部门", related_name="publications"
    )
    department_name = models.CharField("部门名称", max_length=100)
    year = models.PositiveSmallIntegerField("预算年度")
    revision = models.PositiveSmallIntegerField("版本")
    published_at = models.DateTimeField("发布时间")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="发布人"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="审核人",
        null=True,
        related_name="approved_publications",
    )
    approved_on = models.DateField("批复日期", null=True)
    reason = models.TextField("更正原因", blank=True)
    expenditure = YuanField("支出总计（元）", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "公开版本"
        ordering = ("-year", "department__code", "-revision")
        constraints = (
            models.UniqueConstraint(
                fields=("department", "year", "revision"), name="publication_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(revision=1) | models.Q(revision__gt=1) & ~models.Q(reason=""),
                name="publication_correction_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.department_name}{self.year}年度 第{self.revision}版"


class PublishedText(models.Model):
    """A section of a publication as text, for search: notes, forms, duties, titles."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, verbose_name="公开版本", related_name="texts"
    )
    anchor = models.CharField("位置", max_length=20)
    title = models.CharField("标题", max_length=300)
    text = models.TextField("内容")

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
    fund = models.CharField("资金来源", max_length=20)
    vintage = models.CharField("资金年份", max_length=20)
    nature = models.CharField("支出性质", max_length=20)
    project = models.CharField("项目", max_length=200, blank=True)
    amount = YuanField("金额（元）")

    class Meta:
        verbose_name = verbose_name_plural = "公开明细"
        ordering = ("publication", "id")

    def __str__(self) -> str:
        return f"{self.function} {self.project}"


class Withdrawal(models.Model):
    """撤回: the public sees the reason instead of this revision and all before it."""

    publication = models.OneToOneField(
        Publication, models.PROTECT, verbose_name="公开版本", related_name="withdrawal"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="撤回人")
    at = models.DateTimeField("撤回时间")
    reason = models.TextField("撤回原因")

    class Meta:
        verbose_name = verbose_name_plural = "撤回"

    def __str__(self) -> str:
        return f"{self.publication} 已撤回"


class Artefact(models.Model):
    """One frozen file of a publication, at ``name`` below its address."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, verbose_name="公开版本", related_name="artefacts"
    )
    name = models.CharField("文件名", max_length=50)
    file = models.FileField("文件", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("字节数")

    class Meta:
        verbose_name = verbose_name_plural = "公开文件"
        ordering = ("publication", "name")
        constraints = (
            models.UniqueConstraint(fields=("publication", "name"), name="artefact_unique"),
        )

    def __str__(self) -> str:
        return self.name
