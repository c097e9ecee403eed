"""What administrators keep: departments, code lists by year, the mapping, the glossary."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

from budgetportal.models import Change, CodeSubject, Department, EconomicMapping, GlossaryTerm

from .desk.log import Difference, differences, log
from .desk.words import changed_texts
from .publications import ReadOnly
from .ticks import Ticks

# the queue's own page speaks English; people see their jobs on the desk
admin.site.unregister(DBTaskResult)


class Recorded(admin.ModelAdmin):
    """What reaches every publication leaves its changes in the history, field by field."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        before, after = changed_texts(form)
        found = differences(str(obj), before if change else {}, after)
        log(None, request.user, self._part(), list(found))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._log_deleted(request, [obj])
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._log_deleted(request, list(queryset))
        super().delete_queryset(request, queryset)

    def _log_deleted(self, request: HttpRequest, gone: list[Any]) -> None:
        log(None, request.user, self._part(), [Difference(str(o), "", str(o), "") for o in gone])

    def _part(self) -> str:
        return str(self.model._meta.verbose_name)


@admin.register(Change)
class ChangeAdmin(ReadOnly, admin.ModelAdmin):
    """修改记录: read by the department and by who works for all; written by nobody here."""

    list_display = ("at", "person", "edition", "part", "where", "field", "before", "after")
    list_filter = ("part",)
    list_select_related = ("person", "edition")
    list_display_links = None
    search_fields = ("where", "before", "after")
    ordering = ("-id",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Change]:
        person: Any = request.user
        return Change.objects.visible_to(person)


@admin.register(Department)
class DepartmentAdmin(Recorded):
    """部门 and who enters its budget."""

    list_display = ("code", "name", "is_sample")
    search_fields = ("code", "name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Department]:
        person: Any = request.user
        return Department.objects.visible_to(person)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": Ticks})


@admin.register(CodeSubject)
class CodeSubjectAdmin(Recorded):
    """政府收支分类科目 by year."""

    list_display = ("code", "name", "kind", "year", "fund", "cost_class", "provenance")
    list_filter = ("year", "kind", "fund")
    search_fields = ("code", "name")


@admin.register(EconomicMapping)
class EconomicMappingAdmin(Recorded):
    """部门经济科目 → 政府经济科目."""

    list_display = ("economic", "organ", "institution", "year")
    list_filter = ("year",)
    search_fields = ("economic",)


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(Recorded):
    """名词解释, printed as 第四部分."""

    list_display = ("term", "definition", "position")
    list_editable: ClassVar = ("position",)
    search_fields = ("term",)
