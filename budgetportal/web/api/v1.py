"""The operations of the API; they read publications and their rows, never the ledger."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Path, Query

from budgetportal.ledger.codes import Kind
from budgetportal.ledger.money import plain
from budgetportal.models import CodeSubject
from budgetportal.web import publications

from . import answers, lines, shapes
from .problems import explain, reading_only, refuse_unknown

api = NinjaAPI(
    title="部门预算公开 只读接口",
    version="1",
    urls_namespace="api",
    docs_url=None,
    description=(
        "读取已公开的部门预算。金额为精确到分的元，以字符串表示；枚举值为官方用语。"
        "不需要登录，没有写入操作。"
    ),
)
explain(api)
WRONG = {400: shapes.Problem, 422: shapes.Problem}
ABSENT = {404: shapes.Problem, 410: shapes.Problem, **WRONG}


@api.get("/publications", response={200: shapes.Publications, **WRONG}, summary="公开文件")
def list_publications(request: HttpRequest, asked: Query[shapes.PublicationsAsked]) -> Any:
    """每个部门每个年度的最新版，或所有版本；已撤回的不在其中。"""
    refuse_unknown(request, asked)
    rows = publications.newest() if asked.revisions == "newest" else publications.standing()
    if asked.year:
        rows = rows.filter(year=asked.year)
    if asked.department:
        rows = rows.filter(department__code=asked.department)
    ordered = rows.order_by("-year", "department__code", "-revision")
    return answers.page_of(request, asked, ordered, answers.publication)


@api.get(
    "/publications/{year}/{dept}",
    response={200: shapes.PublicationWithFiles, **ABSENT},
    summary="一份公开文件的最新版",
)
def newest_revision(request: HttpRequest, place: Path[shapes.Place]) -> Any:
    """连同每个文件的地址、大小和SHA-256。"""
    found = publications.find(place.year, place.dept, None)
    return answers.with_files(found, found.revision)


@api.get(
    "/publications/{year}/{dept}/r{revision}",
    response={200: shapes.PublicationWithFiles, **ABSENT},
    summary="一份公开文件的某一版",
)
def one_revision(request: HttpRequest, place: Path[shapes.RevisionPlace]) -> Any:
    """各版本永久保留，内容不变。"""
    found, newest = publications.find_among(place.year, place.dept, place.revision)
    return answers.with_files(found, newest)


@api.get(
    "/publications/{year}/{dept}/tables/{table}",
    response={200: shapes.Table, **ABSENT},
    summary="一张报表",
)
def one_table(request: HttpRequest, place: Path[shapes.TablePlace]) -> Any:
    """最新版的一张报表，与data.json中的相同。"""
    found = publications.find(place.year, place.dept, None)
    with publications.artefact(found, "data.json").file.open("rb") as file:
        tables = json.load(file)["tables"]
    for table in tables:
        if table["number"] == place.table:
            return JsonResponse(table)
    raise Http404


@api.get("/lines", response={200: shapes.Lines, **WRONG}, summary="支出明细")
def list_lines(request: HttpRequest, asked: Query[shapes.LinesAsked]) -> Any:
    """各部门最新版的支出明细，每行一笔，不含小计、合计。"""
    refuse_unknown(request, asked)
    questions = ("year", "department", *lines.FILTERS)
    wanted = {name: value for name in questions if (value := getattr(asked, name))}
    return answers.page_of(request, asked, lines.Found(wanted), answers.line)


@api.get("/totals", response={200: shapes.Totals, **WRONG}, summary="支出合计")
def totals(request: HttpRequest, asked: Query[shapes.TotalsAsked]) -> Any:
    """一个年度各部门最新版支出明细的合计，按所选维度分组。"""
    refuse_unknown(request, asked)
    keys = {
        "department": ("publication__department__code", "publication__department_name"),
        "function": ("section",),
    }.get(asked.by, (asked.by,))
    rows = lines.newest(asked.year, None).annotate(section=Substr("function", 1, int(asked.digits)))
    sums = rows.order_by().values_list(*keys).annotate(Sum("amount")).order_by(*keys)
    names = _names(asked.year, asked.digits) if asked.by == "function" else {}
    return {
        "year": asked.year,
        "by": asked.by,
        "items": [
            {"key": row[0], "name": names.get(row[0], row[-2]), "yuan": plain(row[-1])}
            for row in sums
        ],
    }


def _names(year: int, digits: str) -> dict[str, str]:
    """类, 款 or 项 of a year by their codes."""
    length = {"code__regex": f"^.{{{digits}}}$"}
    subjects = CodeSubject.objects.filter(year=year, kind=Kind.FUNCTION, **length)
    return dict(subjects.values_list("code", "name"))


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """What the API offers, in Chinese, from its own description."""
    described = api.get_openapi_schema()
    operations = [{"path": path, **methods["get"]} for path, methods in described["paths"].items()]
    context = {"info": described["info"], "operations": operations}
    return render(request, "portal/api.html", context)


patterns, app_name, namespace = api.urls
for each in patterns:
    assert each.callback is not None
    each.callback = reading_only(each.callback)
urls = (patterns, app_name, namespace)
