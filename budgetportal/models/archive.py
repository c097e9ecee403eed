"""Everything of a year in one file (全年文件): made again after every publication, never kept."""

from django.db import models


class YearArchive(models.Model):
    """The archive that stands for a year; no file: it is packed while it is read.

    A publication or withdrawal takes the file off in its own transaction, so that a file that
    stands here is what is published now.
    """

    #: what the address ends in
    name = "all.zip"

    year = models.PositiveSmallIntegerField("预算年度", unique=True)
    #: a digest of what is packed; the same for the same files, whoever packs them
    tag = models.CharField("内容摘要", max_length=64, blank=True)
    file = models.FileField("文件", max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("字节数", default=0)
    made_at = models.DateTimeField("打包时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "全年文件"
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year}年度全部文件"
