"""Django admin with our own site."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The back office (后台)."""

    default_site = "budgetportal.admin.site.DeskSite"
