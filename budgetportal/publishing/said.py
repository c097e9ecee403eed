"""What is said with a frozen file: by the application, and beside its copy in a tree.

Only what is the file's own; what every answer of its kind carries is the middleware's to say.
"""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

from budgetportal.models import Artefact, Publication

from .intact import Stored
from .links import link_header

Headers = dict[str, str]
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


def whole(artefact: Artefact, *, newest: bool) -> Headers:
    """Of the whole plain file at its revision's address, or at the newest one's."""
    place, content = at(artefact, newest=newest), of_content(artefact)
    return place | content | {"ETag": tag(artefact), "Repr-Digest": digest(artefact)}


def at(artefact: Artefact, *, newest: bool) -> Headers:
    """Of an address, whatever it answers."""
    kept = NEWEST if newest else FOREVER
    return {"Cache-Control": kept, "Link": link_header(artefact.publication, artefact.name)}


def of_content(artefact: Artefact) -> Headers:
    """Of the file or a part of it."""
    kind = TYPES[artefact.name.rpartition(".")[2]]
    named = disposition(artefact.publication, artefact.name)
    return {"Content-Type": kind, "Content-Disposition": named}


def tag(stored: Stored) -> str:
    """The validator of the plain bytes."""
    return f'"{stored.tag}"'


def digest(stored: Stored) -> str:
    """Of the whole, with a part too (RFC 9530)."""
    return f"sha-256=:{b64encode(bytes.fromhex(stored.sha256)).decode()}:"


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
