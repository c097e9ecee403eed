"""Public addresses: pages of the site, what machines ask for, one publication and its revisions."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.http import require_safe

from . import (
    bulk,
    comparing,
    datasets,
    departments,
    downloads,
    feeds,
    front,
    metrics,
    reading,
    searching,
    status,
    verifying,
    views,
)
from .api import v1
from .sitemap import SITEMAPS

FILES = (
    r"(?P<name>disclosure\.pdf|citizens\.pdf|tables\.xlsx|data\.json|datapackage\.(?:json|zip)"
    r"|tables/(?:[0-9]{2}|lines)\.csv|codes/[a-z_]+\.csv)"
)
FIGURE = r"figure/(?P<table>[0-9]{1,2})/(?P<row>[0-9]{1,5})/(?P<column>[0-9]{1,2})/"
#: the newest revision stands here, each revision below it
PLACE = r"^(?P<year>[0-9]{4})/(?P<dept>[0-9A-Za-z]+)/"
REVISION = PLACE + r"r(?P<revision>[1-9][0-9]{0,3})/"
SITEMAP = {"sitemaps": SITEMAPS}

Patterns = list[URLPattern | URLResolver]
pages: Patterns = [
    path("", front.home, name="home"),
    path("<int:year>/", front.year, name="year"),
    path("departments/<str:dept>/", departments.department, name="department"),
    path("search", searching.search, name="search"),
    path("compare", comparing.compare, name="compare"),
    path("verify/", verifying.verify, name="verify"),
    path("rules/", views.rules, name="rules"),
]
machines: Patterns = [
    path("api/v1/", v1.guide, name="api"),
    path("api/v1/", v1.urls),
    path("schema/disclosure-1.json", views.schema, name="schema"),
    path("<int:year>/all.zip", bulk.year, name="year-files"),
    path("feed.atom", require_safe(feeds.PublicationFeed()), name="feed"),
    path("sitemap.xml", require_safe(index), SITEMAP | {"sitemap_url_name": "sitemap"}),
    path("sitemap-<section>.xml", require_safe(sitemap), SITEMAP, name="sitemap"),
    path("robots.txt", status.robots, name="robots"),
    path(".well-known/security.txt", status.security, name="security"),
    path("healthz", status.healthz, name="healthz"),
    path("readyz", status.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]
publication: Patterns = [
    re_path(PLACE + "$", reading.disclosure, name="disclosure"),
    re_path(PLACE + "citizens/$", reading.citizens, name="citizens"),
    re_path(PLACE + "changes/$", views.changes, name="changes"),
    re_path(PLACE + FIGURE + "$", reading.figure, name="figure"),
    re_path(PLACE + FILES + "$", downloads.download, name="download"),
    re_path(PLACE + r"dataset\.jsonld$", datasets.dataset, name="dataset"),
    re_path(REVISION + "$", reading.disclosure, name="revision"),
    re_path(REVISION + "citizens/$", reading.citizens, name="revision-citizens"),
    re_path(REVISION + FIGURE + "$", reading.figure, name="revision-figure"),
    re_path(REVISION + FILES + "$", downloads.download, name="revision-download"),
    re_path(REVISION + r"dataset\.jsonld$", datasets.dataset, name="revision-dataset"),
]
urlpatterns: Patterns = [*pages, *machines, *publication]
