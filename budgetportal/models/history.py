"""Change (修改记录): who changed what from which value to which, and when; only ever added to."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

from .edition import Edition
from .kept import Kept, KeptQuerySet
from .organisation import works_for_all


class ChangeQuerySet(KeptQuerySet):
    """Changes by person."""

    def visible_to(self, person: User) -> "ChangeQuerySet":
        """Those of the editions she may see, and of what all departments share."""
        if works_for_all(person):
            return self
        return self.filter(
            models.Q(edition=None) | models.Q(edition__department__members=person)
        ).distinct()


class Change(Kept):
    """One field of one record; a whole record has no field name."""

    #: None where all departments share it: code lists, glossary, the departments themselves
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        verbose_name="年度部门预算",
        related_name="changes",
        null=True,
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    #: None where a command of the machine's operator did it
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="修改人", null=True
    )
    part = models.CharField("部分", max_length=50)
    where = models.CharField("位置", max_length=200, blank=True)
    field = models.CharField("字段", max_length=50, blank=True)
    before = models.TextField("改前", blank=True)
    after = models.TextField("改后", blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "修改记录"
        ordering = ("edition", "-id")

    def __str__(self) -> str:
        return f"{self.part} {self.where} {self.field}"
