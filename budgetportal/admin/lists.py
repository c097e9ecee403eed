"""What administrators keep: departments, code lists by year, the mapping, the glossary."""

from typing import ClassVar

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from budgetportal.models import CodeSubject, Department, EconomicMapping, GlossaryTerm

# the queue's own page speaks English; people see their jobs on the desk
admin.site.unregister(DBTaskResult)


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    """部门 and who enters its budget."""

    list_display = ("code", "name", "is_sample")
    search_fields = ("code", "name")
    filter_horizontal = ("members",)


@admin.register(CodeSubject)
class CodeSubjectAdmin(admin.ModelAdmin):
    """政府收支分类科目 by year."""

    list_display = ("code", "name", "kind", "year", "fund", "cost_class", "provenance")
    list_filter = ("year", "kind", "fund")
    search_fields = ("code", "name")


@admin.register(EconomicMapping)
class EconomicMappingAdmin(admin.ModelAdmin):
    """部门经济科目 → 政府经济科目."""

    list_display = ("economic", "organ", "institution", "year")
    list_filter = ("year",)
    search_fields = ("economic",)


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(admin.ModelAdmin):
    """名词解释, printed as 第四部分."""

    list_display = ("term", "definition", "position")
    list_editable: ClassVar = ("position",)
    search_fields = ("term",)
