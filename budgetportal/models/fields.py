"""Fields shared by the models: money, and columns that hold an official term."""

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms.fields import Field as FormField
from django.utils.functional import cached_property

from budgetportal.ledger import money

from .amounts import AmountField

if TYPE_CHECKING:
    WholeFen = models.BigIntegerField[Decimal | int | str, Decimal]
    Text = models.CharField[str, str]
else:
    WholeFen, Text = models.BigIntegerField, models.CharField


#: the longest paragraph that a cell of the workbook may hold where it is no free text
PARAGRAPH = 10_000
#: the longest name of an indicator (三级指标)
INDICATOR = 500


class YuanField(WholeFen):
    """An exact amount: ``Decimal`` 元 in Python, whole 分 in the database.

    Integers sum exactly on every engine; SQLite would keep decimals as floats.
    """

    description = "Exact amount in 元"
    if TYPE_CHECKING:
        _pyi_private_set_type: Decimal | int | str  # type: ignore[assignment]
        _pyi_private_get_type: Decimal  # type: ignore[assignment]
        _validators: list[Any]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(value) / 100

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            return money.parse(value)
        except money.NotAnAmount as error:
            raise ValidationError(str(error), code="invalid") from None

    def get_prep_value(self, value: Any) -> int | None:
        yuan = self.to_python(value)
        return None if yuan is None else int(yuan * 100)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> int | None:
        return value if prepared else self.get_prep_value(value)

    def formfield(self, **kwargs: Any) -> FormField | None:
        return models.Field.formfield(self, **{"form_class": AmountField, **kwargs})

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else money.plain(value)

    @cached_property
    def validators(self) -> list[Any]:
        """The database's integer bounds do not apply to 元; ``money.parse`` knows the limit."""
        return list(self._validators)


class TermField(Text):
    """A column that holds one term of an official list; the database checks it too."""

    def __init__(self, terms: type[StrEnum] | None = None, *args: Any, **kwargs: Any) -> None:
        if terms is not None:
            kwargs.setdefault("max_length", 20)
            kwargs["choices"] = [(term.value, term.value) for term in terms]
        super().__init__(*args, **kwargs)


def listed(model: str, field: str, terms: type[StrEnum], *, blank: bool = False) -> Any:
    """A database check that ``field`` holds one of the terms (or nothing, where ``blank``)."""
    values = [term.value for term in terms] + ([""] if blank else [])
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}),
        name=f"{model}_{field}_listed",
        violation_error_message=f"只能填写：{'、'.join(v for v in values if v)}",
    )


__all__ = ["INDICATOR", "PARAGRAPH", "TermField", "YuanField", "listed"]
