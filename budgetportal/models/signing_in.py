"""Wrong passwords, kept as long as they count."""

from django.db import models
from django.utils import timezone


class FailedSignIn(models.Model):
    """登录失败: a name that was tried, from where and when; never the password."""

    username = models.CharField("用户名", max_length=150)
    address = models.CharField("来源地址", max_length=45)
    at = models.DateTimeField("时间", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录失败"
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.username} {self.address}"
