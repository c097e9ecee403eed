"""Django admin with our own site."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig

#: modules that register models; imported when all models are there
REGISTERED = ("lists", "publications", "accounts", "gate.signals")


class DeskConfig(AdminConfig):
    """The back office (后台)."""

    default_site = "budgetportal.admin.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        import_module("budgetportal.admin.icons").speak_chinese()
        for name in REGISTERED:
            import_module(f"budgetportal.admin.{name}")
