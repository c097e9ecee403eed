"""For machines: feed, site map, robots, dataset descriptions, and a whole year in one file."""

import io
import json
import tracemalloc
import xml.etree.ElementTree as Xml
import zipfile
from urllib.parse import urlsplit

import pytest
from django.test import Client

from budgetportal.models import Artefact, Publication, YearArchive
from budgetportal.publishing import gathering
from budgetportal.publishing.packing import packed

from .conftest import REASON

pytestmark = pytest.mark.xdist_group("opendata")
Published = dict[tuple[str, int], Publication]
SITE = "http://127.0.0.1:8000"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_tells_what_was_published_and_corrected(
    published: Published, client: Client
) -> None:
    answer = client.get("/feed.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = Xml.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "测试局2023年度部门预算更正（第2版）",
        "测试局2023年度部门预算公开（第1版）",
        "测试局2023年度部门预算公开（第1版）",
    ]
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"{SITE}/2023/801/r2/",
        f"{SITE}/2023/803/r1/",
        f"{SITE}/2023/801/r1/",
    ]
    assert REASON in (entries[0].findtext(f"{ATOM}summary") or "")
    links = {link.get("rel"): link for link in entries[0].findall(f"{ATOM}link")}
    pdf = published["801", 2].artefacts.get(name="disclosure.pdf")
    assert links["enclosure"].attrib == {
        "rel": "enclosure",
        "href": f"{SITE}/2023/801/r2/disclosure.pdf",
        "length": str(pdf.size),
        "type": "application/pdf",
    }


def test_the_site_map_names_every_public_page(published: Published, client: Client) -> None:
    index = Xml.fromstring(client.get("/sitemap.xml").content)
    maps = [urlsplit(place.text or "").path for place in index.findall(".//{*}loc")]
    found = []
    for place in maps:
        page = Xml.fromstring(client.get(place).content)
        found += [each.text or "" for each in page.findall(".//{*}loc")]
    assert sorted(found) == sorted(
        SITE + path
        for path in (
            *("/", "/search", "/compare", "/verify/", "/rules/", "/api/v1/", "/2023/"),
            *("/departments/801/", "/departments/803/", "/2023/801/", "/2023/803/"),
        )
    )
    assert {client.get(place.removeprefix(SITE)).status_code for place in found} == {200}


def test_robots_find_the_site_map(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/figure/",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


def test_a_dataset_is_described_for_search_engines(published: Published, client: Client) -> None:
    answer = client.get("/2023/801/dataset.jsonld")
    found = json.loads(answer.content)
    assert answer["Content-Type"] == "application/ld+json"
    assert [found[name] for name in ("@type", "@id", "version", "license")] == [
        "Dataset",
        f"{SITE}/2023/801/r2/",
        "2",
        "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
    ]
    for file in found["distribution"]:
        answer = client.get(file["contentUrl"].removeprefix(SITE))
        assert answer["Content-Type"].startswith(file["encodingFormat"])
    assert "dataset.jsonld" in client.get("/2023/801/r2/")["Link"]


@pytest.mark.parametrize("is_stored", [False, True], ids=["packed while read", "stored"])
def test_a_whole_year_in_one_file(published: Published, client: Client, is_stored: bool) -> None:
    assert not is_stored or gathering.gather(2023) is not None
    assert YearArchive.objects.exclude(file="").exists() == is_stored
    answer = client.get("/2023/all.zip")
    assert answer.has_header("Content-Length") == is_stored
    whole = answer.getvalue()
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        assert opened.testzip() is None
        found = {name: opened.read(name) for name in opened.namelist()}
    expected = {
        f"{code}/{each.name}": each.file.read()
        for code, revision in (("801", 2), ("803", 1))
        for each in published[code, revision].artefacts.exclude(name__regex=r"html$|zip$")
    }
    assert found == expected
    again = client.get("/2023/all.zip", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client.head("/2023/all.zip").getvalue() == b""
    assert client.get("/2022/all.zip").status_code == 404
    tag = answer["ETag"]
    for asked, start, end in (("bytes=70000-", 70000, None), ("bytes=5-9", 5, 10)):
        part = client.get("/2023/all.zip", headers={"Range": asked, "If-Range": tag})
        assert (part.status_code, part.getvalue()) == (206, whole[start:end])
        assert part["Content-Range"].endswith(f"/{len(whole)}")
    behind = client.get("/2023/all.zip", headers={"Range": "bytes=999999999-"})
    assert (behind.status_code, behind["Content-Range"]) == (416, f"bytes */{len(whole)}")
    other = client.get("/2023/all.zip", headers={"Range": "bytes=5-9", "If-Range": '"other"'})
    assert (other.status_code, other.getvalue()) == (200, whole)
    assert "filename*=UTF-8''2023" in answer["Content-Disposition"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_memory_of_a_year_does_not_grow_with_it(published: Published) -> None:
    files = list(Artefact.objects.select_related("publication__department").order_by("pk"))

    def peak(times: int) -> int:
        tracemalloc.start()
        sum(len(part) for part in packed(files * times))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(1)
    assert peak(8) < 1.5 * peak(1) + 500_000
