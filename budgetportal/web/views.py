"""Public pages and downloads."""

from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgetportal.disclosure.compare import differences
from budgetportal.disclosure.jsonform import SCHEMA
from budgetportal.disclosure.provenance import origin
from budgetportal.disclosure.rules import RULES, VERSION
from budgetportal.models import Publication
from budgetportal.rendering import html

from . import publications
from .links import link_header
from .lists import PublicationTable

PER_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Years, departments and the newest publications."""
    newest = publications.newest()
    years = newest.values("year").annotate(count=Count("pk"), total=Sum("expenditure"))
    latest = newest.order_by("-published_at")[:10]
    context = {"years": years.order_by("-year"), "latest": latest}
    return render(request, "portal/home.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """All departments of a year."""
    found = publications.newest().filter(year=year)
    words = request.GET.get("q", "").strip()
    if words:
        found = found.filter(department_name__icontains=words)
    total = found.aggregate(total=Sum("expenditure"))["total"]
    table = PublicationTable(found)
    RequestConfig(request, paginate=False).configure(table)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    table.paginate(page=page.number, per_page=PER_PAGE)  # the reader does not choose how many
    context = {"year": year, "table": table, "words": words, "total": total}
    return render(request, "portal/year.html", context)


@require_safe
def disclosure(
    request: HttpRequest, year: int, dept: str, revision: int | None = None
) -> HttpResponse:
    """One disclosure as a page."""
    publication = publications.find(year, dept, revision)
    newest = publications.find(year, dept, None)
    page = html.disclosure_page(
        publications.document(publication),
        request=request,
        publication=publication,
        superseded=newest.revision if newest.revision > publication.revision else None,
        files={file.name: file for file in publication.artefacts.all()},
        base=reverse("disclosure", kwargs={"year": year, "dept": dept}),
        permanent=reverse(
            "revision", kwargs={"year": year, "dept": dept, "revision": publication.revision}
        ),
    )
    return HttpResponse(page, headers={"Link": link_header(publication)})


@require_safe
def figure(
    request: HttpRequest,
    year: int,
    dept: str,
    table: int,
    row: int,
    column: int,
    revision: int | None = None,
) -> HttpResponse:
    """Where a printed figure comes from."""
    publication = publications.find(year, dept, revision)
    document = publications.document(publication)
    found = origin(document, int(table), int(row), int(column))
    if found is None:
        raise Http404
    context = {"origin": found, "document": document, "up": "../../../../"}
    return render(request, "portal/figure.html", context)


@require_safe
def changes(request: HttpRequest, year: int, dept: str) -> HttpResponse:
    """What each correction changed, figure by figure, and why."""
    newest = publications.find(year, dept, None)
    revisions = list(
        Publication.objects.filter(department=newest.department, year=year).order_by("revision")
    )
    documents = [publications.document(revision) for revision in revisions]
    steps = [
        (revision, list(differences(old, new)))
        for revision, old, new in zip(revisions[1:], documents, documents[1:], strict=False)
    ]
    return render(request, "portal/changes.html", {"newest": newest, "steps": steps[::-1]})


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """勾稽关系与公开检查: the catalogue of rules."""
    context = {"rules": RULES, "version": VERSION}
    return render(request, "portal/rules.html", context)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema that every data.json is valid against."""
    return HttpResponse(SCHEMA.read_bytes(), content_type="application/schema+json; charset=utf-8")
