"""schema.org Dataset: what search engines for data read about a publication."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from budgetportal.licence import licence
from budgetportal.models import Publication
from budgetportal.publishing.links import ALTERNATES, address, link_header

from . import publications


@require_safe
def dataset(
    request: HttpRequest, year: int, dept: str, revision: int | None = None
) -> HttpResponse:
    """The description as JSON-LD; pages name it in their ``Link`` header."""
    publication = publications.find(year, dept, revision)
    return JsonResponse(
        described(publication),
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False},
        headers={"Link": link_header(publication)},
    )


def described(publication: Publication) -> dict[str, Any]:
    """The Dataset with its downloads."""
    place = settings.SITE_URL + address(publication)
    name = publication.department_name
    title = f"{name}{publication.year}年度部门预算公开（第{publication.revision}版）"
    publisher = {"@type": "GovernmentOrganization", "name": name}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": place,
        "url": place,
        "name": title,
        "description": f"{title}：报表、情况说明、绩效目标和支出明细，金额单位为元。",
        "inLanguage": "zh-CN",
        "version": str(publication.revision),
        "datePublished": publication.published_at.isoformat(),
        "temporalCoverage": f"{publication.year}-01-01/{publication.year}-12-31",
        "spatialCoverage": settings.REGION_NAME,
        "isAccessibleForFree": True,
        "license": licence().path,
        "creator": publisher,
        "publisher": publisher,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"{place}{file}", "encodingFormat": media}
            for file, media in ALTERNATES.items()
        ],
    }
