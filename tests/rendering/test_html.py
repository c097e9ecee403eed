"""The page: anchors, headings in order, nothing inline, nothing of the user's run as markup."""

import re
from dataclasses import replace
from itertools import pairwise

from budgetportal.disclosure.document import Document
from budgetportal.rendering.html import disclosure_page, print_page

#: the page with the keys that the view gives
PLACE = {"permanent": "/2023/615/r1/", "styles": "", "site_url": "https://budget.example"}


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
        assert "一<br>二" in page


def test_the_page_has_no_inline_style_and_no_script(awkward: Document) -> None:
    page = disclosure_page(awkward, **PLACE)
    assert re.findall(r"<script|<style| style=| on[a-z]+=|javascript:", page) == []
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', page) == [
        "/static/css/sheet.css",
        "/static/css/screen.css",
    ]


def test_a_published_page_offers_its_files_at_its_permanent_address(awkward: Document) -> None:
    page = disclosure_page(replace(awkward, revision=1), **PLACE)
    files = re.findall(r'href="/2023/615/r1/([^"]+)"', page)
    assert files == [
        "disclosure.pdf",
        "tables.xlsx",
        "tables/lines.csv",
        "data.json",
        "datapackage.zip",
        *(f"tables/{n:02d}.csv" for n in range(1, 14)),
    ]
    assert "https://budget.example/2023/615/r1/" in page


def test_a_page_without_a_request_stands_alone(awkward: Document) -> None:
    page = disclosure_page(awkward)
    assert "<link" not in page
    assert "--paper: #fdfdfb" in page


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
        assert "<span>负责人：某某</span>" in page
        assert "<span>经办人：不公开</span><span>联系电话：不公开</span>" in page


def test_both_horizons_stand_side_by_side(awkward: Document) -> None:
    assert (
        '<th scope="row" rowspan="4">产出指标</th><th scope="row">数量指标</th>'
        '<td>支持平台数</td><td>≥3个</td><th scope="row">数量指标</th>'
        "<td>支持平台数</td><td>≥3个</td>"
    ) in print_page(awkward).replace(' rowspan="1"', "")
