"""Public pages and downloads."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgetportal.disclosure.jsonform import SCHEMA
from budgetportal.disclosure.provenance import origin
from budgetportal.disclosure.rules import RULES, VERSION
from budgetportal.rendering import html

from . import publications
from .lists import PublicationTable

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "zip": "application/zip",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Years, departments and the newest publications."""
    newest = publications.newest()
    years = newest.order_by("-year").values_list("year", flat=True).distinct()
    latest = newest.order_by("-published_at")[:10]
    return render(request, "portal/home.html", {"years": list(years), "latest": latest})


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """All departments of a year."""
    table = PublicationTable(publications.newest().filter(year=year))
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return render(request, "portal/year.html", {"year": year, "table": table})


@require_safe
def disclosure(
    request: HttpRequest, year: int, dept: str, revision: int | None = None
) -> HttpResponse:
    """One disclosure as a page."""
    publication = publications.find(year, dept, revision)
    page = html.disclosure_page(
        publications.document(publication),
        request=request,
        publication=publication,
        files={file.name: file for file in publication.artefacts.all()},
        base=reverse("disclosure", kwargs={"year": year, "dept": dept}),
        permanent=reverse(
            "revision", kwargs={"year": year, "dept": dept, "revision": publication.revision}
        ),
    )
    return HttpResponse(page)


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
def download(
    request: HttpRequest, year: int, dept: str, name: str, revision: int | None = None
) -> FileResponse:
    """A frozen file, under a Chinese file name."""
    publication = publications.find(year, dept, revision)
    found = publications.artefact(publication, name)
    response = FileResponse(found.file.open("rb"), content_type=TYPES[name.rpartition(".")[2]])
    label = f"{publication.department_name}{year}年度部门预算公开-{name.replace('/', '-')}"
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(label)}"
    response["ETag"] = f'"{found.sha256}"'
    return response


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """勾稽关系与公开检查: the catalogue of rules."""
    context = {"rules": RULES, "version": VERSION}
    return render(request, "portal/rules.html", context)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema that every data.json is valid against."""
    return HttpResponse(SCHEMA.read_bytes(), content_type="application/schema+json; charset=utf-8")
