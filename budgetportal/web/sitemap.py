"""``/sitemap.xml``: every public page once, at its newest address."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from budgetportal.models import Publication

from .publications import newest


class Ours(Sitemap[Any]):
    """Addresses begin with SITE_URL, whoever asks."""

    limit = 20_000

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        place = urlsplit(settings.SITE_URL)
        ours: Any = SimpleNamespace(domain=place.netloc, name=settings.SITE_NAME)
        return super().get_urls(page, ours, place.scheme)


class Pages(Ours):
    """The pages that are always there."""

    def items(self) -> list[str]:
        return ["home", "search", "compare", "verify", "rules", "api"]

    def location(self, item: str) -> str:
        return reverse(item)


class Disclosures(Ours):
    """Every department's year."""

    def items(self) -> QuerySet[Publication]:
        return newest().order_by("-year", "department__code")

    def location(self, item: Publication) -> str:
        return reverse("disclosure", kwargs={"year": item.year, "dept": item.department.code})

    def lastmod(self, item: Publication) -> datetime:
        return item.published_at


class Years(Ours):
    """Every year."""

    def items(self) -> list[dict[str, Any]]:
        found = newest().order_by("-year").values_list("year").annotate(Max("published_at"))
        return [{"year": year, "last": last} for year, last in found]

    def location(self, item: dict[str, Any]) -> str:
        return reverse("year", kwargs={"year": item["year"]})

    def lastmod(self, item: dict[str, Any]) -> datetime:
        found: datetime = item["last"]
        return found


class Departments(Ours):
    """Every department through the years."""

    def items(self) -> list[str]:
        codes = newest().order_by("department__code").values_list("department__code", flat=True)
        return list(codes.distinct())

    def location(self, item: str) -> str:
        return reverse("department", kwargs={"dept": item})


SITEMAPS = {
    "pages": Pages,
    "years": Years,
    "departments": Departments,
    "disclosures": Disclosures,
}
