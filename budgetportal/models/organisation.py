"""Departments (部门), and who belongs to them; codes are unique and never reused."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.validators import RegexValidator
from django.db import models

digits = RegexValidator(r"^[0-9A-Za-z]+$", "代码只能由数字和字母组成")


#: who holds one of these works for all departments
FOR_ALL = ("approve_edition", "publish_edition", "change_department")


def works_for_all(person: User) -> bool:
    """Reviewers, publishers and administrators see every department; clerks see their own."""
    return any(person.has_perm(f"budgetportal.{right}") for right in FOR_ALL)


class DepartmentQuerySet(models.QuerySet["Department"]):
    """Departments by person."""

    def visible_to(self, person: User) -> "DepartmentQuerySet":
        """Those a person may see in the back office."""
        return self if works_for_all(person) else self.filter(members=person)


class Department(models.Model):
    """A budget department (部门)."""

    code = models.CharField("部门代码", max_length=20, unique=True, validators=[digits])
    name = models.CharField("部门名称", max_length=100)
    is_sample = models.BooleanField(
        "示例部门", default=False, help_text="每一页都标明“示例数据，非正式公开文件”"
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="录入人员",
        blank=True,
        related_name="departments",
        help_text="只有这些人能看到和录入本部门的预算",
    )

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部门"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
