"""Amounts in templates."""

from decimal import Decimal

from django import template

from budgetportal.ledger.money import yuan_text

register = template.Library()


@register.filter
def yuan(amount: Decimal) -> str:
    """元 with separators, decimals only where there are 分."""
    return yuan_text(amount)
