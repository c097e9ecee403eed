"""Edition (年度部门预算): the working copy of one department's year, its units and its history."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

from budgetportal.ledger.terms import UnitKind

from .fields import TermField, listed
from .kept import Kept, KeptQuerySet
from .organisation import Department, digits, works_for_all


class Status(models.TextChoices):
    """Where an edition stands; ``publishing.workflow`` is the only writer."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    APPROVED = "approved", "已审核"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by person."""

    def visible_to(self, person: User) -> "EditionQuerySet":
        """Those a person may see; by any address, in any list."""
        found = self.select_related("department")
        if not person.has_perm("budgetportal.view_edition"):
            return found.none()
        return found if works_for_all(person) else found.filter(department__members=person)


class Edition(models.Model):
    """年度部门预算."""

    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="部门", related_name="editions"
    )
    year = models.PositiveSmallIntegerField("预算年度")
    department_name = models.CharField("部门名称（当年）", max_length=100)
    form = models.CharField("公开格式", max_length=30, default="shanxi_2023")
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    former_code = models.CharField("原部门代码", max_length=20, blank=True)
    is_new = models.BooleanField("新设部门", default=False)
    duties = models.TextField("部门职责", blank=True)
    setup = models.TextField("机构设置", blank=True)
    approved_on = models.DateField("批复日期", null=True, blank=True)
    vehicles = models.TextField("车辆情况", blank=True)
    buildings = models.TextField("房屋情况", blank=True)
    other_assets = models.TextField("其他国有资产", blank=True)
    vehicle_count = models.PositiveIntegerField("保留车辆数", null=True, blank=True)
    procurement_text = models.TextField("政府采购情况", blank=True)
    service_directory = models.TextField("政府购买服务指导性目录", blank=True)
    other_notes = models.TextField("其他说明", blank=True)
    form_title = models.CharField("绩效申报表标题", max_length=200, blank=True)
    shows_handler = models.BooleanField("公开经办人", default=False)
    control_in_wan = models.BooleanField("控制数只下达到万元", default=False)
    secrecy_reviewer = models.CharField("保密审查人", max_length=50, blank=True)
    correction = models.TextField("更正原因", blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度部门预算"
        ordering = ("-year", "department__code")
        permissions = (
            ("submit_edition", "提交审核"),
            ("approve_edition", "审核"),
            ("publish_edition", "发布"),
        )
        constraints = (
            models.UniqueConstraint(fields=("department", "year"), name="edition_unique"),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="edition_status_listed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.department_name}{self.year}年度"

    @property
    def is_open(self) -> bool:
        """Whether the clerk may still change it."""
        return self.status == Status.DRAFT


class EditionPart(models.Model):
    """Anything that belongs to one edition and keeps the order of entry."""

    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name="年度部门预算")
    position = models.PositiveIntegerField("顺序", default=0, editable=False)
    #: grows with each change, so that a later save knows what it has not seen
    version = models.PositiveIntegerField("修改次数", default=0, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="最后修改人",
        null=True,
        editable=False,
        related_name="+",
    )
    changed_at = models.DateTimeField("最后修改时间", null=True, editable=False)

    class Meta:
        abstract = True
        ordering = ("edition", "position", "id")


class Unit(EditionPart):
    """单位 of a department in one year."""

    code = models.CharField("单位代码", max_length=20, validators=[digits])
    name = models.CharField("单位名称", max_length=100)
    kind = TermField(UnitKind, verbose_name="单位性质")

    class Meta(EditionPart.Meta):
        verbose_name = verbose_name_plural = "单位"
        constraints = (
            models.UniqueConstraint(fields=("edition", "code"), name="unit_unique"),
            listed("unit", "kind", UnitKind),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Step(Kept):
    """One act of the workflow: who, when, why."""

    class Act(models.TextChoices):
        IMPORT = "import", "导入"
        SUBMIT = "submit", "提交"
        RETURN = "return", "退回"
        APPROVE = "approve", "审核通过"
        PUBLISH = "publish", "发布"
        REOPEN = "reopen", "开启更正"
        WITHDRAW = "withdraw", "撤回"

    edition = models.ForeignKey(
        Edition, models.PROTECT, verbose_name="年度部门预算", related_name="steps"
    )
    act = models.CharField("操作", max_length=10, choices=Act.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="操作人")
    at = models.DateTimeField("时间")
    where = models.CharField("涉及部分", max_length=200, blank=True)
    comment = models.TextField("意见", blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ("edition", "at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    act__in=[
                        "import",
                        "submit",
                        "return",
                        "approve",
                        "publish",
                        "reopen",
                        "withdraw",
                    ]
                ),
                name="step_act_listed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.at:%Y-%m-%d %H:%M}"


class WarningAnswer(EditionPart):
    """A clerk's written answer to a warning of one rule at one place.

    ``cause`` is what it answers: when the finding says something else, it no longer counts.
    """

    rule = models.CharField("规则", max_length=5)
    #: names a project and an indicator of it
    where = models.CharField("位置", max_length=800)
    cause = models.TextField("所答复的问题", default="")
    text = models.TextField("答复")

    class Meta(EditionPart.Meta):
        verbose_name = verbose_name_plural = "提示答复"
        constraints = (
            models.UniqueConstraint(fields=("edition", "rule", "where"), name="answer_unique"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.where}"
