"""Addresses of the desk, below ``/admin/desk/``."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path, re_path

from ..grid.parts import PARTS
from . import (
    acts,
    appearing,
    entry,
    findings,
    jobs,
    opening,
    performance,
    preview,
    reading,
    texts,
    upload,
    uploaded,
    whole_year,
)
from .frame import View, desk_view

KEYS = "|".join(PARTS)


def urls(site: AdminSite) -> list[URLPattern]:
    """Every page of an edition, the two that open one, and the one that publishes many."""

    def at(address: str, view: View, name: str) -> URLPattern:
        return path(f"<int:pk>/{address}", desk_view(site, view), name=f"desk-{name}")

    return [
        path("new/", site.admin_view(opening.new), name="desk-new"),
        path("import/", site.admin_view(upload.upload), name="desk-import"),
        path("job/<int:job>/", site.admin_view(uploaded.uploaded), name="desk-uploaded"),
        path("year/", site.admin_view(whole_year.whole_year), name="desk-year"),
        at("", reading.overview, "overview"),
        at("lines/where/", appearing.line, "where"),
        at("texts/", texts.texts, "texts"),
        at("reasons/", texts.reasons, "reasons"),
        at("performance/", performance.listing, "performance"),
        at("performance/<int:project>/", performance.edit, "project"),
        at("findings/", findings.findings, "findings"),
        path("<int:pk>/preview/", desk_view(site, preview.page, holds=False), name="desk-preview"),
        at("preview/document/", preview.document, "document"),
        at("preview/document/figure/<int:table>/<int:row>/<int:column>/", preview.figure, "figure"),
        at("preview/<str:kind>", preview.export, "export"),
        at("next/", opening.next_year, "next"),
        at("history/", reading.history, "history"),
        path("<int:pk>/do/<str:act>/", desk_view(site, acts.confirm, holds=False), name="desk-act"),
        at("job/<int:job>/", jobs.job, "job"),
        re_path(rf"^(?P<pk>\d+)/(?P<key>{KEYS})/$", desk_view(site, entry.part), name="desk-part"),
        re_path(
            rf"^(?P<pk>\d+)/(?P<key>{KEYS})/paste/$",
            desk_view(site, entry.pasted),
            name="desk-paste",
        ),
    ]
