"""Departments (部门); codes are unique and never reused."""

from django.core.validators import RegexValidator
from django.db import models

digits = RegexValidator(r"^[0-9A-Za-z]+$", "代码只能由数字和字母组成")


class Department(models.Model):
    """A budget department (部门)."""

    code = models.CharField("部门代码", max_length=20, unique=True, validators=[digits])
    name = models.CharField("部门名称", max_length=100)
    is_sample = models.BooleanField(
        "示例部门", default=False, help_text="每一页都标明“示例数据，非正式公开文件”"
    )

    class Meta:
        verbose_name = verbose_name_plural = "部门"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
