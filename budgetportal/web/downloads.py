"""Downloads: the frozen files at the address of their revision, and at the newest one's."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from budgetportal.models import Publication

from . import publications
from .frozen import serve
from .links import link_header

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json; charset=utf-8",
    "zip": "application/zip",
}
#: what a browser shows itself; the others are saved
SHOWN = ("pdf", "json")
LABELS = {
    "disclosure.pdf": "",
    "tables.xlsx": "报表",
    "data.json": "数据",
    "datapackage.json": "数据包说明",
    "datapackage.zip": "数据包",
    "tables/lines.csv": "支出明细",
    "citizens.pdf": "公民版",
    "codes/units.csv": "单位",
    "codes/functions.csv": "功能科目",
    "codes/economic.csv": "部门经济科目",
    "codes/government_economic.csv": "政府经济科目",
}
#: browsers keep a file of a revision; caches between us ask again, so that a withdrawal arrives
FOREVER = "public, max-age=31536000, s-maxage=600, immutable"
NEWEST = "public, no-cache"


@require_safe
def download(
    request: HttpRequest, year: int, dept: str, name: str, revision: int | None = None
) -> HttpResponseBase:
    """One file, byte for byte as it was published."""
    publication = publications.find(year, dept, revision)
    found = publications.artefact(publication, name)
    response = serve(request, found, publication.published_at)
    ending = name.rpartition(".")[2]
    if response.status_code in (200, 206):
        response["Content-Type"] = TYPES[ending]
        response["Content-Disposition"] = disposition(publication, name)
    response["Cache-Control"] = NEWEST if revision is None else FOREVER
    response["Link"] = link_header(publication, name)
    return response


def disposition(publication: Publication, name: str) -> str:
    """Shown or saved, under a Chinese name and, for old programs, a plain one (RFC 6266)."""
    stem, _, ending = name.rpartition(".")
    plain = (
        f"{publication.department.code}-{publication.year}-r{publication.revision}-"
        f"{stem.replace('/', '-')}.{ending}"
    )
    kind = "inline" if ending in SHOWN else "attachment"
    named = quote(f"{file_label(publication, name)}.{ending}", safe="")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{named}"


def file_label(publication: Publication, name: str) -> str:
    """科技金融部2023年度部门预算公开（第1版）-预算公开表3."""
    number = name.removeprefix("tables/").removesuffix(".csv")
    part = f"预算公开表{int(number)}" if number.isdecimal() else LABELS.get(name, number)
    title = f"{publication.department_name}{publication.year}年度部门预算公开"
    return f"{title}（第{publication.revision}版）" + (f"-{part}" if part else "")
