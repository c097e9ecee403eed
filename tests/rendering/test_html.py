"""The page: anchors, headings in order, nothing inline, nothing of the user's run as markup."""

import re
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.utils.timezone import get_default_timezone

from budgetportal.disclosure.document import Document
from budgetportal.rendering.html import citizens_page, disclosure_page, print_page, public_page
from budgetportal.rendering.notice import corrected

SHA256 = "0f" * 32


@pytest.fixture
def published(awkward: Document) -> Document:
    """The same document as its second revision."""
    moment = datetime(2023, 2, 14, 9, tzinfo=get_default_timezone())
    return replace(
        awkward,
        revision=2,
        published_at=moment,
        approved_on=date(2023, 2, 1),
        correction="更正表3",
    )


@pytest.fixture
def page(published: Document) -> str:
    """Its public page."""
    return public_page(published, {"disclosure.pdf": SHA256})


def test_every_part_table_note_and_form_has_its_anchor(awkward: Document) -> None:
    wanted = [f"part{n}" for n in range(1, 5)] + [f"t{n}" for n in range(1, 14)]
    wanted += [f"n{n}" for n in range(1, 13)] + ["f1", "duties", "setup", "glossary"]
    for page in (disclosure_page(awkward), print_page(awkward)):
        found = re.findall(r' id="([^"]+)"', page)
        assert sorted(set(found) & set(wanted)) == sorted(wanted)
        assert len(found) == len(set(found))
        links = set(re.findall(r'href="#([^"]+)"', page))
        assert links <= {*found}


def test_headings_never_skip_a_level(awkward: Document) -> None:
    for page in (disclosure_page(awkward), print_page(awkward)):
        levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert max(b - a for a, b in pairwise(levels)) == 1


def test_what_a_user_typed_is_never_markup(awkward: Document) -> None:
    for page in (disclosure_page(awkward), print_page(awkward)):
        assert "<script" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;🚀" in page
        assert "一\n二</td>" in page


def test_public_pages_have_no_inline_style_and_no_inline_script(
    published: Document, page: str
) -> None:
    for each in (page, citizens_page(published)):
        assert re.findall(r"<script>|<style| style=| on[a-z]+=|javascript:", each) == []
        assert re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', each) == [
            "/static/css/sheet.css",
            "/static/css/screen.css",
            "/static/js/reader.js",
        ]


def test_a_published_page_offers_its_files_at_its_permanent_address(
    page: str, settings: Any
) -> None:
    files = re.findall(r'href="/2023/615/r2/([^"]+)"', page)
    assert files == [
        "disclosure.pdf",
        "citizens/",
        "tables.xlsx",
        "tables/lines.csv",
        "data.json",
        "datapackage.zip",
        *(f"tables/{n:02d}.csv" for n in range(1, 14)),
    ]
    assert f'href="/2023/615/r2/">{settings.SITE_URL}/2023/615/r2/</a>' in page
    assert SHA256 in page


def test_a_published_page_says_when_and_why(page: str) -> None:
    facts = re.findall(r"<li>([^<]+)</li>", page.partition('class="facts"')[2])[:4]
    assert facts == [
        "2023年2月1日批复",
        "2023年2月14日公开，用时13天",
        "数据截至2023年2月14日",
        "第2版",
    ]
    assert '更正原因：更正表3 <a href="/2023/615/changes/">逐项对照</a>' in page


def test_the_same_document_gives_the_same_page(published: Document, page: str) -> None:
    assert public_page(published, {"disclosure.pdf": SHA256}) == page


def test_a_later_revision_adds_one_line_to_a_frozen_page(page: str) -> None:
    later = corrected(page.encode(), "/2023/615/", 3).decode()
    before, _, after = page.partition("<!--notice-->")
    assert later.startswith(before)
    assert later.endswith(after)
    added = later[len(before) : len(later) - len(after)]
    assert re.sub(r"<[^>]+>", "", added) == "本版已被更正，最新为第3版，更正了什么"


def test_a_term_leads_to_its_meaning_where_a_note_first_uses_it(page: str) -> None:
    note = page.partition('id="n3"')[2].partition("</section>")[0]
    assert note.count("基本支出") == note.count('<a class="term" href="#g1">基本支出</a>') == 1


def test_a_page_without_a_request_stands_alone(awkward: Document) -> None:
    page = disclosure_page(awkward)
    places = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    assert [place for place in places if not place.startswith("#")] == []
    assert "url(" not in page
    assert "<style>" in page


def test_draft_and_sample_are_said(awkward: Document) -> None:
    for page in (disclosure_page(awkward), print_page(awkward)):
        assert "示例数据，非正式公开文件" in page
        assert "草稿，未经审核发布" in page
    official = replace(awkward, revision=1, is_sample=False)
    for page in (disclosure_page(official), print_page(official)):
        assert "示例数据，非正式公开文件" not in page
        assert "草稿，未经审核发布" not in page


def test_the_telephone_is_never_printed(awkward: Document) -> None:
    for page in (disclosure_page(awkward), print_page(awkward)):
        assert "13800000000" not in page
        assert (
            '<td colspan="3">负责人：某某</td><td colspan="1">经办人：不公开</td>'
            '<td colspan="2">联系电话：不公开</td>'
        ) in page


def test_both_horizons_stand_side_by_side(awkward: Document) -> None:
    assert (
        '<th scope="row" rowspan="4">产出指标</th><th scope="row">数量指标</th>'
        '<td>支持平台数</td><td>≥3个</td><th scope="row">数量指标</th>'
        "<td>支持平台数</td><td>≥3个</td>"
    ) in print_page(awkward).replace(' rowspan="1"', "")
