"""What every template may say about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The site's names and address."""
    return {
        "site_name": settings.SITE_NAME,
        "region_name": settings.REGION_NAME,
        "site_url": settings.SITE_URL,
    }
