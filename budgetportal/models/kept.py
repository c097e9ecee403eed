"""What is only ever added to: acts of the workflow and changes of the working copy.

The database refuses as well (``append_only``); here the refusal comes before it is asked.
"""

from typing import Any, NoReturn

from django.db import models


class NeverChanged(Exception):
    """Somebody tried to rewrite history."""


class KeptQuerySet(models.QuerySet[Any]):
    """Rows in bulk are not changed either."""

    def update(self, **values: Any) -> NoReturn:
        raise NeverChanged(f"{self.model._meta.verbose_name}不能更改")

    def delete(self) -> NoReturn:
        raise NeverChanged(f"{self.model._meta.verbose_name}不能删除")


class Kept(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged(f"{self._meta.verbose_name}不能更改")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged(f"{self._meta.verbose_name}不能删除")
