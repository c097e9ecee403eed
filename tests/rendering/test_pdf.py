"""The PDF, read with pypdf: pages, bookmarks, tags, attachments, fonts, the same bytes again."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from budgetportal.disclosure.document import Document
from budgetportal.rendering import pdf
from budgetportal.rendering.fetcher import BASE, StaticFetcher

ATTACHED = {"data.json": b'{"a": 1}', "tables.xlsx": b"PK"}


@pytest.fixture(scope="module")
def content(awkward: Document) -> bytes:
    return pdf.render(awkward, ATTACHED)


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def outline(reader: PdfReader) -> list[tuple[int, str, int]]:
    """(level, title, page) of every bookmark."""

    def walk(items: list, level: int) -> list[tuple[int, str, int]]:
        found = []
        for item in items:
            if isinstance(item, list):
                found += walk(item, level + 1)
            else:
                found.append((level, item.title, reader.get_destination_page_number(item)))
        return found

    return walk(reader.outline, 1)


def elements(reader: PdfReader, kind: str) -> list[DictionaryObject]:
    """Structure elements of a kind, in document order."""

    def walk(node: object) -> list[DictionaryObject]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            return [each for kid in node for each in walk(kid)]
        if not isinstance(node, DictionaryObject) or "/K" not in node:
            return []
        own = [node] if node.get("/S") == kind else []
        return own + walk(node["/K"])

    return walk(reader.trailer["/Root"]["/StructTreeRoot"])


def test_bookmarks_are_parts_tables_notes_and_forms(awkward: Document, reader: PdfReader) -> None:
    titles = [title for _, title, _ in outline(reader)]
    for sheet in awkward.sheets:
        assert sheet.title in titles
    assert [title for level, title, _ in outline(reader) if level == 1] == [
        "第一部分 概况",
        "第二部分 2023年部门预算报表",
        "第三部分 2023年度部门预算情况说明",
        "第四部分 名词解释",
    ]
    assert [title for level, title, _ in outline(reader) if level == 3] == [
        form.project for form in awkward.forms
    ]


def test_the_body_begins_at_page_one_and_contents_agree(reader: PdfReader) -> None:
    pages = ["".join(page.extract_text().split()) for page in reader.pages]
    first = next(i for i, text in enumerate(pages) if "—1—" in text)
    places = {title: page for _, title, page in outline(reader)}
    listed = "".join(pages[:first])
    wrong = [
        title
        for title, page in places.items()
        if not re.search(re.escape("".join(title.split())) + rf"\.{{3,}}{page - first + 1}", listed)
    ]
    assert wrong == []


def test_wide_tables_lie_across(awkward: Document, reader: PdfReader) -> None:
    places = {title: page for _, title, page in outline(reader)}
    across = [
        sheet.number
        for sheet in awkward.sheets
        if reader.pages[places[sheet.title]].mediabox.width > 800
    ]
    assert across == [2, 9, 12]


def test_every_page_says_that_it_is_a_sample_and_a_draft(reader: PdfReader) -> None:
    pages = ["".join(page.extract_text().split()) for page in reader.pages]
    assert [i for i, text in enumerate(pages) if "示例数据，非正式公开文件" not in text] == []
    assert [i for i, text in enumerate(pages) if "草" not in text or "稿" not in text] == []


def test_a_published_document_bears_no_mark(awkward: Document) -> None:
    official = replace(awkward, revision=1, is_sample=False)
    pages = PdfReader(io.BytesIO(pdf.render(official))).pages
    assert [page for page in pages if re.search("草|示例", page.extract_text())] == []


def test_it_claims_both_standards_and_carries_its_files_once(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert len(root["/AF"]) == len(ATTACHED)
    assert {name: found[0] for name, found in reader.attachments.items()} == ATTACHED
    assert [each.get_object()["/AFRelationship"] for each in root["/AF"]] == [
        "/Source",
        "/Supplement",
    ]
    assert root["/Lang"] == "zh-CN"


def test_header_cells_say_which_way_they_head(reader: PdfReader) -> None:
    scopes = {cell["/A"]["/Scope"] for cell in elements(reader, "/TH")}
    assert scopes == {"/Column", "/Row"}


def test_every_table_has_a_body(reader: PdfReader) -> None:
    groups = [[kid.get_object()["/S"] for kid in t["/K"]] for t in elements(reader, "/Table")]
    assert [found for found in groups if "/THead" in found and "/TBody" not in found] == []


def test_no_row_span_leaves_its_group(reader: PdfReader) -> None:
    for group in elements(reader, "/TBody"):
        rows = [kid.get_object() for kid in group["/K"]]
        for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
            spans = [kid.get_object()["/A"].get("/RowSpan", 1) for kid in row["/K"]]
            assert max(spans, default=1) <= left


def test_the_chart_of_several_slices_has_words() -> None:
    from tests.documents import document
    from tests.text_ledger import book

    two = document(
        book("2011301 一般公共预算 当年 项目 10000", "2060404 一般公共预算 当年 项目 30000")
    )
    reader = PdfReader(io.BytesIO(pdf.render(two)))
    assert [figure["/Alt"] for figure in elements(reader, "/Figure")] == [
        "一般公共预算当年拨款结构图：1 一般公共服务支出1.00万元，占25.00%；"
        "2 科学技术支出3.00万元，占75.00%"
    ]


def test_characters_that_print_nothing_stop_nothing(awkward: Document) -> None:
    odd = replace(awkward, texts=replace(awkward.texts, duties="统\x00筹\x07科技\ufffe工作&<br>"))
    first = PdfReader(io.BytesIO(pdf.render(odd))).pages[2].extract_text()
    assert "统筹科技工作&<br>" in first


def test_the_same_document_gives_the_same_bytes(awkward: Document, content: bytes) -> None:
    assert pdf.render(awkward, ATTACHED) == content


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1/", f"{BASE}../pyproject.toml", f"{BASE}licensed/x"],
)
def test_nothing_but_our_static_files_is_fetched(address: str) -> None:
    with pytest.raises(ValueError, match="may not fetch"):
        StaticFetcher().fetch(address)
