"""Amounts in templates."""

from decimal import Decimal

from django import template

from budgetportal.ledger.money import wan_figure, yuan_text

register = template.Library()


@register.filter
def yuan(amount: Decimal) -> str:
    """元 with separators, decimals only where there are 分."""
    return yuan_text(amount)


@register.filter
def wan(amount: Decimal) -> str:
    """万元 with separators and two decimals."""
    return wan_figure(amount)
