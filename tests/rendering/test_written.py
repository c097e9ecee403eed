"""Our way of writing the file beside pydyf's own: the same pages, found by a strict reader."""

import io

import pydyf
import pytest
from pypdf import PdfReader

from budgetportal.rendering.written import Written, written

IDENTIFIER = bytes(range(16))


def filled(pdf: pydyf.PDF) -> pydyf.PDF:
    """Three pages, each with a drawing, and a title with a character that needs care."""
    pdf.info["Title"] = pydyf.String("预算（一）(")
    for number in range(3):
        drawing = pydyf.Stream([b"q", f"{number} 0 m"], compress=number != 1)
        pdf.add_object(drawing)
        page = {"Type": "/Page", "Parent": pdf.pages.reference, "Contents": drawing.reference}
        pdf.add_page(pydyf.Dictionary(page | {"MediaBox": pydyf.Array([0, 0, 9.5, 9])}))
    return pdf


def content(pdf: pydyf.PDF) -> bytes:
    output = io.BytesIO()
    pdf.write(output, "1.7", IDENTIFIER, True)
    return output.getvalue()


def shown(data: bytes) -> list[tuple[object, object]]:
    reader = PdfReader(io.BytesIO(data), strict=True)
    assert reader.metadata is not None
    drawn = [(page.mediabox.width, page.get_contents().get_data()) for page in reader.pages]
    return [(reader.metadata.title, reader.trailer["/ID"][0].original_bytes), *drawn]


@pytest.mark.parametrize("kind", [pydyf.PDF, Written])
def test_a_strict_reader_finds_every_object(kind: type[pydyf.PDF]) -> None:
    assert shown(content(filled(kind()))) == [
        ("预算（一）(", IDENTIFIER),
        (9.5, b"q\n0 0 m"),
        (9.5, b"q\n1 0 m"),
        (9.5, b"q\n2 0 m"),
    ]


def test_the_same_objects_give_the_same_bytes_and_other_objects_another_name() -> None:
    first, other = filled(Written()), filled(Written())
    other.info["Title"] = pydyf.String("决算")
    names = [PdfReader(io.BytesIO(content(each))).trailer["/ID"][1] for each in (first, other)]
    assert content(filled(Written())) == content(filled(Written()))
    assert names[0] != names[1]


def test_references_of_pages_are_those_of_pydyf_while_pages_are_added() -> None:
    ours, theirs = Written(), pydyf.PDF()
    for pdf in (ours, theirs):
        filled(pdf)
    assert ours.page_references == theirs.page_references
    for pdf in (ours, theirs):
        filled(pdf)
    assert ours.page_references == theirs.page_references
    assert len(ours.page_references) == 6


def test_nobody_else_gets_our_file() -> None:
    theirs = pydyf.PDF
    with written():
        assert pydyf.PDF is Written
    assert pydyf.PDF is theirs
