"""Publications (公开版本): frozen, append-only; the public reads nothing else."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from .fields import YuanField
from .organisation import Department


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications by what the public may read."""

    def newest(self) -> "PublicationQuerySet":
        """The newest revision of every department and year."""
        later = Publication.objects.filter(
            department=OuterRef("department"),
            year=OuterRef("year"),
            revision__gt=OuterRef("revision"),
        )
        # not withdrawal=None: PostgreSQL takes that outer join for a handful of rows, and plans
        # badly
        withdrawn = Withdrawal.objects.filter(publication=OuterRef("pk"))
        return self.filter(~Exists(later), ~Exists(withdrawn)).select_related("department")


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
    #: None: nothing to compare with
    prior = YuanField("上年支出总计（元）", null=True)  # type: ignore[misc]
    days = models.SmallIntegerField("批复后天数", null=True)

    objects = PublicationQuerySet.as_manager()

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
        indexes = (models.Index(fields=("year", "department"), name="publication_by_year"),)

    def __str__(self) -> str:
        return f"{self.department_name}{self.year}年度 第{self.revision}版"


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

    @property
    def tag(self) -> str:
        """The validator of its bytes."""
        return self.sha256
