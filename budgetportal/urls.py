"""Addresses (contract, section 4): the back office, and everything public."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from budgetportal.web import errors

handler400 = errors.bad_request
handler500 = errors.broken
urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("", include("budgetportal.web.urls")),
]
