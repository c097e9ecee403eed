"""Projects (项目) and their performance forms (项目支出绩效目标申报表)."""

from django.db import models

from budgetportal.ledger.terms import Horizon, ProjectKind

from .edition import EditionPart, Unit
from .fields import INDICATOR, PARAGRAPH, TermField, YuanField, listed


class Project(EditionPart):
    """项目 of a unit; its name is unique within the edition."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="projects")
    name = models.CharField("项目名称", max_length=200)
    kind = TermField(ProjectKind, verbose_name="项目属性", blank=True)
    years = models.PositiveSmallIntegerField("项目期（年）", null=True, blank=True)

    class Meta(EditionPart.Meta):
        verbose_name = verbose_name_plural = "项目"
        constraints = (
            models.UniqueConstraint(fields=("edition", "name"), name="project_unique"),
            listed("project", "kind", ProjectKind, blank=True),
        )

    def __str__(self) -> str:
        return self.name


class PerformanceForm(models.Model):
    """绩效目标; the implementation period's money in exact 元, this year's is never entered."""

    project = models.OneToOneField(
        Project, models.CASCADE, verbose_name="项目", related_name="performance"
    )
    period_central = YuanField("实施期中央资金", default=0, help_text="元")
    period_province = YuanField("实施期省级资金", default=0, help_text="元")
    period_county = YuanField("实施期市县资金", default=0, help_text="元")
    period_own = YuanField("实施期单位自筹", default=0, help_text="元")
    period_other = YuanField("实施期其他资金", default=0, help_text="元")
    overview = models.TextField("项目概况", blank=True)
    basis = models.TextField("立项依据", blank=True)
    necessity = models.TextField("项目设立必要性", blank=True)
    measures = models.TextField("保证项目实施的制度、措施", blank=True)
    plan = models.TextField("项目实施计划", blank=True)
    period_goal = models.TextField("实施期总体目标", blank=True)
    year_goal = models.TextField("年度总体目标", blank=True)
    leader = models.CharField("负责人", max_length=50, blank=True)
    handler = models.CharField("经办人", max_length=50, blank=True)
    telephone = models.CharField(
        "联系电话", max_length=50, blank=True, help_text="只供内部联系，从不公开"
    )
    filled_on = models.DateField("填报日期", null=True, blank=True)
    version = models.PositiveIntegerField("修改次数", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "绩效目标申报表"
        ordering = ("project__edition", "project__position", "project_id")

    def __str__(self) -> str:
        return f"{self.project.name}绩效目标申报表"


class PerformanceIndicator(models.Model):
    """绩效指标."""

    form = models.ForeignKey(
        PerformanceForm, models.CASCADE, verbose_name="绩效目标申报表", related_name="indicators"
    )
    horizon = TermField(Horizon, verbose_name="目标期")
    level1 = models.CharField("一级指标", max_length=20)
    level2 = models.CharField("二级指标", max_length=20)
    level3 = models.CharField("三级指标", max_length=INDICATOR)
    value = models.CharField("指标值", max_length=PARAGRAPH, blank=True)
    position = models.PositiveIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "绩效指标"
        ordering = ("form", "position", "id")
        constraints = (listed("indicator", "horizon", Horizon),)

    def __str__(self) -> str:
        return self.level3
