"""The tag tree of a PDF whose tables run over pages, read with pikepdf."""

import io
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pytest

from budgetportal.rendering import pdf
from tests.documents import document
from tests.text_ledger import book

PROJECTS = [f"第{number}号项目" for number in range(1, 121)]
PAINTS = {"f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh"}


@pytest.fixture(scope="module")
def opened() -> pikepdf.Pdf:
    lines = [f"project:{name} 2060404 一般公共预算 当年 项目 10000" for name in PROJECTS]
    return pikepdf.open(io.BytesIO(pdf.render(document(book(*lines), revision=1))))


def tree(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every element from the root, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from tree(kid)


def kinds(node: pikepdf.Object, *wanted: str) -> list[pikepdf.Object]:
    return [each for each in tree(node) if each.S in wanted]


def content(page: pikepdf.Page) -> Iterator[int | str]:
    """Number or name of the marked content around whatever is painted, the innermost first."""
    open_: list[int | str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC":
                open_.append(str(operands[0]))
            case "BDC":
                open_.append(operands[1].get("/MCID", str(operands[0])))
            case "EMC":
                open_.pop()
            case name if name in PAINTS:
                yield open_[-1] if open_ else "nothing"


def test_all_content_is_an_element_of_the_tree_or_an_artifact(opened: pikepdf.Pdf) -> None:
    inside = {
        (each.Pg.objgen, int(kid))
        for each in tree(opened.Root.StructTreeRoot)
        for kid in each.K
        if isinstance(kid, int)
    }
    painted = {(page.objgen, place) for page in opened.pages for place in content(page)}
    assert {place for place in painted if place[1] != "/Artifact"} == inside


def test_the_parent_tree_names_the_same_elements(opened: pikepdf.Pdf) -> None:
    by_page = list(opened.Root.StructTreeRoot.ParentTree.Nums)[1::2][: len(opened.pages)]
    found = Counter(each.objgen for page in by_page for each in page if each is not None)
    wanted = Counter(
        each.objgen
        for each in tree(opened.Root.StructTreeRoot)
        for kid in each.K
        if isinstance(kid, int)
    )
    assert found == wanted


def test_every_element_names_its_parent(opened: pikepdf.Pdf) -> None:
    for each in tree(opened.Root.StructTreeRoot):
        for kid in tree(each):
            if kid.objgen in {k.objgen for k in each.K if isinstance(k, pikepdf.Dictionary)}:
                assert kid.P.objgen == each.objgen


def test_a_table_over_pages_is_one_table_under_one_heading(opened: pikepdf.Pdf) -> None:
    tables = kinds(opened.Root.StructTreeRoot, "/Table")
    titled = [each for each in tables if kinds(each, "/Caption")]
    long = titled[11]
    assert len(titled) == 13
    assert [len(kinds(long, kind)) for kind in ("/Caption", "/THead", "/TBody")] == [1, 1, 1]
    pages = {each.Pg.objgen for each in kinds(long, "/TR")}
    assert len(pages) > 1
    assert len(kinds(kinds(long, "/TBody")[0], "/TR")) > len(PROJECTS)


def test_every_cell_names_headings_of_its_own_table(opened: pikepdf.Pdf) -> None:
    for table in kinds(opened.Root.StructTreeRoot, "/Table"):
        headings = [str(cell.ID) for cell in kinds(table, "/TH")]
        named = {str(each) for cell in kinds(table, "/TD") for each in cell.A.get("/Headers", [])}
        assert len(headings) == len(set(headings))
        assert named <= set(headings)
