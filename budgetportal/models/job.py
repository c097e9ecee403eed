"""Work in the background (后台任务), as the person who asked for it sees it."""

from django.conf import settings
from django.db import models

from budgetportal.logs import request_id

from .edition import Edition


class Job(models.Model):
    """One piece of work: what for, how far, how it ended."""

    class Kind(models.TextChoices):
        PUBLISH = "publish", "发布"
        IMPORT = "import", "导入工作簿"
        PREVIEW = "preview", "PDF预览"
        ARCHIVE = "archive", "打包全年文件"

    class State(models.TextChoices):
        WAITING = "waiting", "等待办理"
        RUNNING = "running", "正在办理"
        ASKED = "asked", "等待确认"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    OPEN = (State.WAITING, State.RUNNING)

    kind = models.CharField("任务", max_length=10, choices=Kind.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="办理人", related_name="jobs"
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, verbose_name="年度部门预算", null=True, related_name="jobs"
    )
    #: the revision that a publication is to become: done once, however often it is tried
    revision = models.PositiveSmallIntegerField("版本", null=True)
    #: of what is done for a whole year
    year = models.PositiveSmallIntegerField("预算年度", null=True)
    upload = models.FileField("上传文件", upload_to="jobs/", blank=True, max_length=200)
    #: what it made, for a while
    result = models.FileField("成果文件", upload_to="jobs/", blank=True, max_length=200)
    #: what a look at a workbook found, as its page shows it
    found = models.JSONField("核对结果", null=True)
    #: the ledger that was looked at, or the document that was rendered
    digest = models.CharField("所依据的内容", max_length=64, blank=True)
    confirmed = models.BooleanField("已确认", default=False)
    #: by which a broker knows its task
    task = models.CharField("任务编号", max_length=64, blank=True, editable=False)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    #: what is being done now, or was when it stopped; ``publishing.progress`` writes it
    step = models.CharField("正在", max_length=100, blank=True)
    done = models.PositiveIntegerField("已办", default=0)
    total = models.PositiveIntegerField("共", default=0)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    message = models.TextField("结果", blank=True)
    seconds = models.FloatField("用时（秒）", default=0)
    #: of the request that asked for it: the log's lines about both carry it
    request = models.CharField(
        "请求编号", max_length=64, blank=True, default=request_id, editable=False
    )
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    changed_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=["publish", "import", "preview", "archive"]),
                name="job_kind_listed",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running", "asked", "done", "failed"]),
                name="job_state_listed",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="archive") | models.Q(year__isnull=False),
                name="job_archive_has_a_year",
            ),
            models.UniqueConstraint(
                fields=("edition", "kind"),
                condition=models.Q(state__in=["waiting", "running"]),
                name="job_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.edition or self.year or ''}".strip()

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in self.OPEN


class Worker(models.Model):
    """A process that takes up work; one that is not seen any more has died."""

    name = models.CharField("名称", max_length=64, unique=True)
    seen_at = models.DateTimeField("最近一次")

    class Meta:
        verbose_name = verbose_name_plural = "后台进程"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
