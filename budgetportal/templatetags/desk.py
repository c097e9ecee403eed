"""What the desk's templates need."""

from typing import Any

from django import template

from budgetportal.ledger.money import NotAnAmount, parse, wan_text

register = template.Library()


@register.filter
def wan(form: Any) -> str:
    """万元 of the amount that stands in a row, as it will be printed; blank while it is none."""
    try:
        return wan_text(parse(form["amount"].value()))
    except NotAnAmount:
        return ""
