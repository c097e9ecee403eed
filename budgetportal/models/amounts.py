"""The form field of an amount: what a clerk types, read by the ledger's own rules."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from budgetportal.ledger import money


class AmountField(forms.Field):
    """An amount in 元: ``1,234.50``, full-width digits and spaces are numbers."""

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        try:
            return money.parse(value)
        except money.NotAnAmount as error:
            raise ValidationError(str(error), code="invalid") from None
