"""Public pages that explain: corrections, rules, the schema."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgetportal.disclosure.compare import differences
from budgetportal.disclosure.jsonform import SCHEMA
from budgetportal.disclosure.rules import RULES, VERSION

from . import publications


@require_safe
def changes(request: HttpRequest, year: int, dept: str) -> HttpResponse:
    """What each correction changed, figure by figure, and why; nothing of what was withdrawn."""
    newest = publications.find(year, dept, None)
    public = publications.standing().filter(department=newest.department, year=year)
    revisions = list(public.order_by("revision"))
    documents = [publications.document(revision) for revision in revisions]
    steps = [
        (revision, list(differences(old, new)))
        for revision, old, new in zip(revisions[1:], documents, documents[1:], strict=False)
    ]
    context = {"newest": newest, "steps": steps[::-1], "first": revisions[0]}
    return render(request, "portal/changes.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """勾稽关系与公开检查: the catalogue of rules."""
    context = {"rules": RULES, "version": VERSION}
    return render(request, "portal/rules.html", context)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema that every data.json is valid against."""
    return HttpResponse(SCHEMA.read_bytes(), content_type="application/schema+json; charset=utf-8")
