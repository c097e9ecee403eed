"""联系电话 never leaves, 经办人 only where the department says so: every file, page and row."""

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.core import serializers
from django.test import Client
from django.urls import resolve
from openpyxl import load_workbook

from budgetportal.models import Artefact, PerformanceForm, Publication
from budgetportal.models.append_only import published_models
from budgetportal.publishing.exports import of_draft
from tests.security.addresses import names

from .conftest import HANDLER, SHOWN_HANDLER, TELEPHONE
from .outputs import texts

pytestmark = pytest.mark.xdist_group("opendata")
Published = dict[tuple[str, int], Publication]
BINARY = ("pdf", "xlsx", "zip")
#: what a spreadsheet runs
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PAGES = (
    *(
        "/",
        "/2023/",
        "/search?q=平台",
        "/search?q=经办人",
        "/compare?a=2023/801&b=2023/803&table=3",
    ),
    *("/feed.atom", "/sitemap.xml", "/sitemap-years.xml", "/rules/", "/2023/all.zip"),
    *("/robots.txt", "/.well-known/security.txt", "/schema/disclosure-1.json", "/verify/"),
    *("/api/v1/", "/api/v1/openapi.json", "/api/v1/publications?revisions=all"),
    *("/api/v1/lines", "/api/v1/totals?year=2023", "/departments/801/", "/departments/803/"),
)
OF_EACH = (
    *("", "changes/", "citizens/", "dataset.jsonld", "figure/3/1/3/", "r1/", "r1/citizens/"),
    *("r1/dataset.jsonld", "r1/figure/3/1/3/", "data.json", "r1/tables.xlsx", "citizens.pdf"),
)
OF_EACH_ANSWER = ("", "/r1", "/tables/3")
PLACES = (
    *PAGES,
    *(f"/2023/{code}/{page}" for code in (801, 803) for page in OF_EACH),
    *(f"/api/v1/publications/2023/{c}{each}" for c in (801, 803) for each in OF_EACH_ANSWER),
)
#: what tells nothing of a publication
NAMELESS = "django.contrib.sitemaps.views.index"
OTHERS = {"api:api-root", "healthz", "metrics", "readyz"}


def everything(client: Client) -> Iterator[tuple[str, str]]:
    """Every artefact, page, answer and stored row of what is published."""
    for artefact in Artefact.objects.select_related("publication__department"):
        name = f"{artefact.publication.department.code}/{artefact.name}"
        yield from texts(name, artefact.file.read())
    for address in PLACES:
        answer = client.get(address)
        assert answer.status_code == 200, address
        yield from texts(address, answer.getvalue())
    for model in published_models():
        rows = model._base_manager.all()
        yield model.__name__, serializers.serialize("jsonl", rows, ensure_ascii=False)


def test_every_kind_of_output_is_looked_at(published: Published) -> None:
    asked = {resolve(unquote(place.partition("?")[0])).view_name for place in PLACES}
    assert asked - {NAMELESS} == set(names(admin=False)) - OTHERS
    stored = published["801", 1].artefacts.values_list("name", flat=True)
    assert {name.rpartition(".")[2] for name in stored} == {*("csv", "html", "json"), *BINARY}


def test_the_secrets_were_really_entered(published: Published) -> None:
    assert set(PerformanceForm.objects.values_list("handler", "telephone")) == {
        (HANDLER, TELEPHONE),
        (SHOWN_HANDLER, TELEPHONE),
    }


def test_no_output_holds_a_telephone_or_an_unwanted_handler(
    published: Published, client: Client
) -> None:
    found = list(everything(client))
    assert len(found) > 200
    digits = TELEPHONE.replace("-", "")
    secrets = (TELEPHONE, digits, TELEPHONE[-7:], HANDLER)
    assert [(path, s) for path, text in found for s in secrets if s in text] == []


def test_a_handler_who_is_to_be_shown_is_shown(published: Published) -> None:
    shown = published["803", 1].artefacts
    for name in ("data.json", "disclosure.pdf", "index.html"):
        whole = "".join(text for _, text in texts(name, shown.get(name=name).file.read()))
        assert SHOWN_HANDLER in whole, name


def test_no_refusal_holds_them(published: Published, client: Client) -> None:
    addresses = ["/2023/804/", "/api/v1/publications/2023/804", "/api/v1/publications/2023/802"]
    addresses += [f"/2023/802/{page}" for page in ("", "r1/", "disclosure.pdf", "citizens/")]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in (404, 410), address
        for secret in (HANDLER, TELEPHONE):
            assert secret not in answer.getvalue().decode()


def test_a_draft_keeps_them_too(published: Published) -> None:
    forms = PerformanceForm.objects.select_related("project__edition")
    for edition in {form.project.edition for form in forms}:
        for kind in ("json", "html", "csv", "pdf", "xlsx", "package"):
            for name, content in of_draft(edition, kind).items():
                whole = "".join(text for _, text in texts(name, content))
                assert TELEPHONE not in whole
                assert HANDLER not in whole


def test_no_cell_of_any_published_sheet_is_a_formula(published: Published) -> None:
    for artefact in Artefact.objects.filter(name__regex=r"(csv|xlsx)$"):
        content = artefact.file.read()
        if artefact.name.endswith("xlsx"):
            book = load_workbook(io.BytesIO(content))
            kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
            assert kinds <= {"n", "s"}
        else:
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
                dangerous = [cell for cell in row if cell.startswith(FORMULA)]
                assert [cell for cell in dangerous if not _is_number(cell)] == []


def _is_number(text: str) -> bool:
    try:
        float(json.loads(text))
    except ValueError:
        return False
    return True
