"""What every template may say about the site."""

from django.conf import settings
from django.http import HttpRequest

from budgetportal.licence import Licence, licence


def site(request: HttpRequest) -> dict[str, str | Licence]:
    """The site's names, its address, and the licence of its data."""
    return {
        "site_name": settings.SITE_NAME,
        "region_name": settings.REGION_NAME,
        "site_url": settings.SITE_URL,
        "licence": licence(),
    }
