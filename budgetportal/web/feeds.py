"""``/feed.atom``: what was published last, corrections included."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Enclosure

from budgetportal.ledger.money import wan_figure
from budgetportal.licence import licence
from budgetportal.models import Artefact, Publication
from budgetportal.publishing.links import address

from .publications import standing

LENGTH = 50


class PublicationFeed(Feed[Publication, None]):
    """The newest revisions with their PDF; addresses begin with SITE_URL, whoever asks."""

    feed_type = Atom1Feed
    title = f"{settings.REGION_NAME} 部门预算公开"
    subtitle = "各部门新公开和更正的年度部门预算"
    link = f"{settings.SITE_URL}/"
    feed_url = f"{settings.SITE_URL}/feed.atom"
    author_name = settings.SITE_NAME
    language = "zh-CN"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        # the date alone would hide a withdrawal: the content's own tag decides
        del response["Last-Modified"]
        return response

    def feed_copyright(self) -> str:
        return licence().title

    def items(self) -> list[Publication]:
        found = standing().prefetch_related("artefacts").order_by("-published_at", "-pk")
        return list(found[:LENGTH])

    def item_title(self, item: Publication) -> str:
        act = "更正" if item.revision > 1 else "公开"
        return f"{item.department_name}{item.year}年度部门预算{act}（第{item.revision}版）"

    def item_description(self, item: Publication) -> str:
        total = f"支出总计 {wan_figure(item.expenditure)} 万元。"
        return total + (f"更正原因：{item.reason}" if item.reason else "")

    def item_link(self, item: Publication) -> str:
        return settings.SITE_URL + address(item)

    item_guid = item_link

    def item_pubdate(self, item: Publication) -> datetime:
        return item.published_at

    item_updateddate = item_pubdate

    def item_author_name(self, item: Publication) -> str:
        return item.department_name

    def item_enclosures(self, item: Publication) -> list[Enclosure]:
        files: list[Artefact] = [f for f in item.artefacts.all() if f.name == "disclosure.pdf"]
        place = settings.SITE_URL + address(item)
        return [Enclosure(f"{place}{f.name}", str(f.size), "application/pdf") for f in files]
