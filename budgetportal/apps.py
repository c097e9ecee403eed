"""The one Django app: folders divide it, foreign keys hold it together."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BudgetPortalConfig(AppConfig):
    """budgetportal 部门预算公开."""

    name = "budgetportal"
    verbose_name = "部门预算公开"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Groups with their permissions, and the guard of what is published, follow migrations."""
        from .models.append_only import protect
        from .publishing.accounts import ensure_groups

        post_migrate.connect(protect, sender=self, dispatch_uid="append-only")
        post_migrate.connect(ensure_groups, sender=self, dispatch_uid="groups")
