"""The one Django app: folders divide it, foreign keys hold it together."""

from django.apps import AppConfig


class BudgetPortalConfig(AppConfig):
    """budgetportal 部门预算公开."""

    name = "budgetportal"
    verbose_name = "部门预算公开"
    default_auto_field = "django.db.models.BigAutoField"
