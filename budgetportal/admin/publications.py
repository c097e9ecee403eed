"""Publications are read here, never changed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from budgetportal.models import Artefact, Publication
from budgetportal.models.organisation import works_for_all


class ReadOnly:
    """Nothing is added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ArtefactInline(ReadOnly, admin.TabularInline):
    """The frozen files with their hashes."""

    model = Artefact
    fields = ("name", "size", "sha256")


@admin.register(Publication)
class PublicationAdmin(ReadOnly, admin.ModelAdmin):
    """公开版本."""

    list_display = (
        "department_name",
        "year",
        "revision",
        "published_at",
        "approved_by",
        "published_by",
    )
    list_filter = ("year",)
    list_select_related = ("department", "approved_by", "published_by")
    search_fields = ("department_name", "department__code")
    inlines = (ArtefactInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        found = super().get_queryset(request)
        person: Any = request.user
        return found if works_for_all(person) else found.filter(department__members=person)
