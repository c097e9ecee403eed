"""Files over HTTP: the bytes that were published, whole or in part, and never twice for nothing."""

import gzip
import hashlib
import io
import os
import re
from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote

import brotli
import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgetportal.models import Publication

from .conftest import REASON, WITHDRAWN

pytestmark = pytest.mark.xdist_group("opendata")
Published = dict[tuple[str, int], Publication]
TYPES = {
    "disclosure.pdf": "application/pdf",
    "tables.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "data.json": "application/json; charset=utf-8",
    "datapackage.json": "application/json; charset=utf-8",
    "datapackage.zip": "application/zip",
    "tables/01.csv": "text/csv; charset=utf-8; header=present",
    "tables/lines.csv": "text/csv; charset=utf-8; header=present",
    "codes/units.csv": "text/csv; charset=utf-8; header=present",
}
#: every kind of page and of text that gains by it
COMPRESSED = (
    *("/", "/2023/", "/2023/801/", "/2023/801/r1/", "/2023/801/citizens/", "/2023/801/changes/"),
    *("/2023/801/figure/3/1/3/", "/departments/801/", "/search?q=测试", "/rules/", "/verify/"),
    *("/compare?a=2023/801&b=2023/803&table=3", "/api/v1/", "/feed.atom"),
    *("/2023/801/r1/data.json", "/2023/801/datapackage.json", "/2023/801/r1/tables/01.csv"),
    "/2023/801/dataset.jsonld",
    *("/schema/disclosure-1.json", "/api/v1/publications", "/api/v1/publications/2023/801"),
)
PDF = "/2023/801/r1/disclosure.pdf"
JSON = "/2023/801/r1/data.json"


def frozen(publication: Publication, name: str) -> bytes:
    content: bytes = publication.artefacts.get(name=name).file.read()
    return content


@pytest.mark.parametrize("name", TYPES)
def test_a_file_is_what_was_published_with_its_type_and_hash(
    published: Published, client: Client, name: str
) -> None:
    for address, revision in (("", 2), ("r1/", 1), ("r2/", 2)):
        answer = client.get(f"/2023/801/{address}{name}")
        content = answer.getvalue()
        assert content == frozen(published["801", revision], name)
        assert answer["Content-Type"] == TYPES[name]
        assert answer["Content-Length"] == str(len(content))
        assert answer["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
        digest = answer["Repr-Digest"].removeprefix("sha-256=:").removesuffix(":")
        assert b64decode(digest) == hashlib.sha256(content).digest()


@pytest.mark.parametrize("revision", [1, 2])
def test_what_the_pdf_carries_is_what_is_served_beside_it(
    published: Published, client: Client, revision: int
) -> None:
    folder = f"/2023/801/r{revision}/"
    official = client.get(f"{folder}disclosure.pdf").getvalue()
    with pikepdf.open(io.BytesIO(official)) as opened:
        carried = {
            name: opened.attachments[name].get_file().read_bytes() for name in opened.attachments
        }
    assert carried == {
        name: client.get(f"{folder}{name}").getvalue() for name in ("data.json", "tables.xlsx")
    }


def test_every_table_has_an_address(published: Published, client: Client) -> None:
    stored = published["801", 1].artefacts.values_list("name", flat=True)
    names = [name for name in stored if not name.endswith(".html")]
    assert {client.get(f"/2023/801/r1/{name}").status_code for name in names} == {200}


def test_after_a_correction_every_old_address_answers_with_the_old_bytes(
    published: Published, client: Client
) -> None:
    for artefact in published["801", 1].artefacts.exclude(name__endswith=".html"):
        answer = client.get(f"/2023/801/r1/{artefact.name}")
        assert hashlib.sha256(answer.getvalue()).hexdigest() == artefact.sha256
    page = client.get("/2023/801/r1/").content.decode()
    assert "本版已被更正" in page
    assert REASON in client.get("/2023/801/changes/").content.decode()


def test_withdrawn_files_and_pages_say_why(published: Published, client: Client) -> None:
    for name in ("", "r1/", *TYPES, *(f"r1/{name}" for name in TYPES)):
        answer = client.get(f"/2023/802/{name}")
        assert (answer.status_code, WITHDRAWN in answer.content.decode()) == (410, True)


def test_head_says_what_get_says_without_the_body(published: Published, client: Client) -> None:
    for address in (PDF, JSON, "/2023/801/"):
        head, get = client.head(address), client.get(address)
        assert head.getvalue() == b""
        for name in ("ETag", "Content-Type", "Link", "Cache-Control"):
            assert head[name] == get[name], name
    assert client.head(PDF)["Content-Length"] == client.get(PDF)["Content-Length"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, None),
        ("bytes=-50", -50, None),
        ("bytes=5-5", 5, 6),
        ("bytes=10-99999999", 10, None),
        ("bytes=-99999999", 0, None),
    ],
)
def test_a_part_of_a_file(
    published: Published, client: Client, asked: str, start: int, end: int | None
) -> None:
    content = frozen(published["801", 1], "disclosure.pdf")
    answer = client.get(PDF, headers={"Range": asked})
    first = start if start >= 0 else len(content) + start
    assert answer.status_code == 206
    assert answer.getvalue() == content[start:end]
    last = first + len(content[start:end]) - 1
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(content)}"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_part_behind_the_end(published: Published, client: Client, asked: str) -> None:
    answer = client.get(PDF, headers={"Range": asked})
    size = len(frozen(published["801", 1], "disclosure.pdf"))
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "x"])
def test_what_is_no_single_range_gets_the_whole(
    published: Published, client: Client, asked: str
) -> None:
    assert client.get(PDF, headers={"Range": asked}).status_code == 200


def test_a_download_goes_on_only_with_the_same_file(published: Published, client: Client) -> None:
    first = client.get(PDF)
    for condition, status in (
        (first["ETag"], 206),
        (first["Last-Modified"], 206),
        ('"other"', 200),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 200),
    ):
        asked = {"Range": "bytes=0-9", "If-Range": condition}
        assert client.get(PDF, headers=asked).status_code == status


@pytest.mark.parametrize("address", [PDF, JSON, "/2023/801/", "/2023/", "/", "/rules/"])
@pytest.mark.parametrize("coding", ["", "br"])
def test_who_has_it_already_gets_304(
    published: Published, client: Client, address: str, coding: str
) -> None:
    first = client.get(address, headers={"Accept-Encoding": coding})
    again = client.get(address, headers={"Accept-Encoding": coding, "If-None-Match": first["ETag"]})
    assert (again.status_code, again.getvalue()) == (304, b"")
    assert again["ETag"] == first["ETag"]
    other = client.get(address, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


def test_a_file_knows_when_it_was_published(published: Published, client: Client) -> None:
    moment = client.get(PDF)["Last-Modified"]
    assert client.get(PDF, headers={"If-Modified-Since": moment}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("gzip;q=0", None),
    ],
)
@pytest.mark.parametrize("address", COMPRESSED)
def test_text_is_compressed_as_the_reader_likes(
    published: Published, client: Client, address: str, asked: str, coding: str | None
) -> None:
    plain = client.get(address).getvalue()
    answer = client.get(address, headers={"Accept-Encoding": asked})
    content = answer.getvalue()
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert answer.get("Content-Encoding") == coding
    assert unpack(content) == plain
    assert answer["Vary"] == "Accept-Encoding"
    assert answer["Content-Length"] == str(len(content))
    if coding:
        assert len(content) < len(plain)
        assert answer["ETag"].startswith("W/")


@pytest.mark.parametrize("address", ["/2023/801/", "/2023/801/r1/", "/2023/801/citizens/"])
def test_a_page_asks_once_which_revisions_stand(
    published: Published, client: Client, address: str
) -> None:
    """Asked twice, a correction between the questions would show half of each."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    tables = [re.findall(r'FROM "budgetportal_(\w+)"', query["sql"]) for query in queries]
    assert tables == [["publication"], ["artefact"]]


KINDS = (*TYPES, "citizens.pdf", "codes/functions.csv", "tables/13.csv")


@pytest.mark.parametrize("place", ["", "r1/"])
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_download_keeps_good_manners(
    published: Published, client: Client, name: str, place: str
) -> None:
    address = f"/2023/801/{place}{name}"
    whole = client.get(address)
    content = whole.getvalue()
    same = {"If-None-Match": whole["ETag"]}
    assert client.get(address, headers=same).status_code == 304
    since = {"If-Modified-Since": whole["Last-Modified"]}
    assert client.get(address, headers=since).status_code == 304
    part = client.get(address, headers={"Range": "bytes=3-9"})
    assert (part.status_code, part.getvalue()) == (206, content[3:10])
    head = client.head(address)
    told = ("ETag", "Last-Modified", "Content-Length", "Content-Disposition", "Cache-Control")
    assert {each: head[each] for each in told} == {each: whole[each] for each in told}
    kept = "immutable" if place else "no-cache"
    assert kept in whole["Cache-Control"]
    chinese = unquote(whole["Content-Disposition"].partition("filename*=UTF-8''")[2])
    assert chinese.startswith("测试局2023年度部门预算公开（第")
    assert not whole.cookies


def test_what_is_compressed_already_is_left_alone(published: Published, client: Client) -> None:
    for name in ("disclosure.pdf", "tables.xlsx", "datapackage.zip"):
        answer = client.get(f"/2023/801/{name}", headers={"Accept-Encoding": "br, gzip"})
        assert not answer.has_header("Content-Encoding")


def test_files_have_chinese_names_and_plain_ones_beside(
    published: Published, client: Client
) -> None:
    found = {}
    for name in ("disclosure.pdf", "tables.xlsx", "tables/03.csv", "data.json"):
        kind, plain, chinese = client.get(f"/2023/801/{name}")["Content-Disposition"].split("; ")
        found[name] = (kind, plain, unquote(chinese))
    title = "filename*=UTF-8''测试局2023年度部门预算公开（第2版）"
    assert found == {
        "disclosure.pdf": ("inline", 'filename="801-2023-r2-disclosure.pdf"', f"{title}.pdf"),
        "tables.xlsx": (
            "attachment",
            'filename="801-2023-r2-tables.xlsx"',
            f"{title}-报表.xlsx",
        ),
        "tables/03.csv": (
            "attachment",
            'filename="801-2023-r2-tables-03.csv"',
            f"{title}-预算公开表3.csv",
        ),
        "data.json": ("inline", 'filename="801-2023-r2-data.json"', f"{title}-数据.json"),
    }


def test_a_revision_is_kept_and_the_newest_asked_for_again(
    published: Published, client: Client
) -> None:
    assert client.get(PDF)["Cache-Control"] == ("public, max-age=31536000, s-maxage=600, immutable")
    for address in ("/2023/801/disclosure.pdf", "/2023/801/", "/2023/801/r1/", "/2023/"):
        assert client.get(address)["Cache-Control"] == "public, no-cache"


def test_pages_and_files_name_their_relations(published: Published, client: Client) -> None:
    def relations(address: str) -> list[str]:
        links = client.get(address)["Link"].split(", ")
        return [link.replace('"', "").replace("; rel=", " ") for link in links]

    licence = "<https://creativecommons.org/licenses/by/4.0/deed.zh-hans> license"
    assert relations("/2023/801/data.json") == [
        "<http://127.0.0.1:8000/2023/801/r2/data.json> canonical",
        licence,
        "</2023/801/data.json> latest-version",
        "</2023/801/changes/> version-history",
        "</2023/801/r2/>; rel=collection; type=text/html".replace("; rel=", " "),
        "</schema/disclosure-1.json> describedby",
    ]
    assert "</2023/801/r1/datapackage.json> describedby" in relations(
        "/2023/801/r1/tables/lines.csv"
    )
    assert relations("/2023/801/r1/")[:5] == [
        "<http://127.0.0.1:8000/2023/801/r1/> canonical",
        licence,
        "</2023/801/> latest-version",
        "</2023/801/changes/> version-history",
        "</2023/801/r1/disclosure.pdf> alternate; type=application/pdf",
    ]


@pytest.mark.parametrize("damage", ["longer", "altered", "gone"])
def test_an_altered_file_is_never_served(
    published: Published, client: Client, archive: Path, damage: str
) -> None:
    artefact = published["803", 1].artefacts.get(name="tables/02.csv")
    path = archive / artefact.file.name
    content, times = path.read_bytes(), path.stat()
    assert client.get("/2023/803/tables/02.csv").status_code == 200
    path.chmod(0o600)
    forged = {"longer": content + b"x", "altered": b"9" + content[1:]}
    try:
        path.unlink() if damage == "gone" else path.write_bytes(forged[damage])
        answer = client.get("/2023/803/tables/02.csv")
        assert answer.status_code == 503
        assert "已停止提供" in answer.content.decode()
    finally:
        path.write_bytes(content)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/2023/", "/2023/801/", "/2023/801/r1/", "/2023/801/changes/", "/departments/801/"),
        *("/search?q=测试", "/compare", "/verify/", "/rules/", "/2023/802/", "/nothing", PDF, JSON),
    ],
)
def test_the_public_gets_no_cookie_and_no_page_varies_by_one(
    published: Published, client: Client, address: str
) -> None:
    answer = client.get(address)
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()
    assert answer["Access-Control-Allow-Origin"] == "*"
