"""The official PDF of the samples, read with tools that are not ours.

Once: its bytes follow from data.json alone (publishing/test_verifying.py sets them anew on either
database), and that data.json is the same on both is test_golden.py's.
"""

import json
import re
from pathlib import Path

import pytest

from budgetportal.models import Publication

from . import pdf_tables, pdf_text
from .conftest import Published

pytestmark = pytest.mark.pure
SAMPLES = (("615", 2023), ("690", 2022), ("690", 2023))


@pytest.fixture(params=SAMPLES, ids=lambda sample: f"{sample[0]}-{sample[1]}")
def publication(request: pytest.FixtureRequest, published: Published) -> Publication:
    found: Publication = published[request.param]
    return found


@pytest.fixture
def pdf(publication: Publication) -> Path:
    return Path(publication.artefacts.get(name="disclosure.pdf").file.path)


@pytest.fixture
def data(publication: Publication) -> dict:
    with publication.artefacts.get(name="data.json").file.open("rb") as file:
        found: dict = json.load(file)
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_figure_and_title_of_the_data_is_in_the_pdf(pdf: Path, data: dict) -> None:
    found = pdf_text.running_text(pdf)
    wanted = [table["title"] for table in data["tables"]]
    wanted += [
        cell["text"] for table in data["tables"] for row in table["rows"] for cell in row["cells"]
    ]
    wanted += [note["title"] for note in data["notes"]]
    wanted += [text for note in data["notes"] for text in note["paragraphs"]]
    wanted += [form["project"] for form in data["forms"]]
    wanted += [i["level3"] for form in data["forms"] for i in form["indicators"]]
    wanted += [term["term"] for term in data["glossary"]]
    assert [text for text in wanted if squeezed(text) not in found] == []


def test_every_table_is_read_back_cell_by_cell(pdf: Path, data: dict) -> None:
    found = pdf_tables.tables(pdf)
    place = f"部门名称：{data['department']['name']}单位：万元"
    wanted = {
        squeezed(f"{table['label']}{table['title']}{place}"): [
            [squeezed(cell["text"]) for cell in row["cells"]] for row in table["rows"]
        ]
        for table in data["tables"]
    }
    assert {name: rows for name, rows in found.items() if name.startswith("预算公开表")} == wanted
    assert len(wanted) == 13


def test_every_contents_entry_points_to_the_page_that_bears_its_title(
    pdf: Path, data: dict
) -> None:
    titles = [squeezed(table["title"]) for table in data["tables"]]
    titles += [squeezed(form["project"]) for form in data["forms"]]
    body = _first_body_page(pdf)
    contents = "".join(pdf_text.text(pdf, page) for page in range(2, body))
    for title in titles:
        page = _printed_number(contents, title, titles)
        assert title in pdf_text.text(pdf, body + page - 1), (title, page)


def test_the_certificate_is_the_last_page_and_one(pdf: Path, data: dict) -> None:
    pages = [pdf_text.text(pdf, page) for page in range(1, pdf_text.page_count(pdf) + 1)]
    assert [i for i, text in enumerate(pages, 1) if "一致性证书" in text] == [len(pages)]
    for finding in data["checks"]["findings"]:
        assert squeezed(finding["message"]) in pages[-1]
        assert squeezed(f"部门答复：{finding['answer']}") in pages[-1]


def test_no_blank_page_but_the_back_of_the_cover(pdf: Path) -> None:
    pages = [pdf_text.text(pdf, page) for page in range(1, pdf_text.page_count(pdf) + 1)]
    blank = [i for i, text in enumerate(pages, 1) if text == "示例数据，非正式公开文件"]
    assert blank in ([], [2])


def test_no_code_point_of_the_radical_blocks_is_in_the_text(pdf: Path) -> None:
    assert re.findall("[\u2e80-\u2fdf]", pdf_text.raw(pdf)) == []


def test_all_fonts_are_embedded(pdf: Path) -> None:
    assert {embedded for _, embedded in pdf_text.fonts(pdf)} == {"yes"}


def test_every_page_of_a_sample_says_so(pdf: Path) -> None:
    pages = range(1, pdf_text.page_count(pdf) + 1)
    silent = [p for p in pages if "示例数据，非正式公开文件" not in pdf_text.text(pdf, p)]
    assert silent == []


def _first_body_page(pdf: Path) -> int:
    pages = range(1, pdf_text.page_count(pdf) + 1)
    return next(p for p in pages if "—1—" in pdf_text.text(pdf, p))


def _printed_number(contents: str, title: str, titles: list[str]) -> int:
    """The number behind the dots; the next entry may begin with a year, so it is named."""
    following = "|".join(
        [*map(re.escape, titles), "第.部分", "[一二三四五六七八九十]+、", "示例数据"]
    )
    found = re.search(rf"{re.escape(title)}\.{{3,}}(\d+?)(?={following})", contents)
    assert found is not None, title
    return int(found[1])
