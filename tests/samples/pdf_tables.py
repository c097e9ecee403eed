"""The tables of a tagged PDF, cell by cell: tag tree by pypdf, characters by pdfplumber."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

Rows = list[list[str]]
#: text by object number of the page and number of the marked content
Texts = dict[tuple[int, int], str]


def tables(pdf: Path) -> dict[str, Rows]:
    """The rows of every captioned table by its caption; no caption stands twice."""
    found: dict[str, Rows] = {}
    texts = _texts(pdf)
    for table in _elements(PdfReader(pdf).trailer["/Root"]["/StructTreeRoot"], "/Table"):
        caption = "".join(_text(each, texts) for each in _elements(table, "/Caption"))
        if caption:
            assert caption not in found
            found[caption] = list(_rows(table, texts))
    return found


def _rows(table: DictionaryObject, texts: Texts) -> Iterator[list[str]]:
    """What stands below the headings."""
    for body in _elements(table, "/TBody"):
        for row in _elements(body, "/TR"):
            cells = list(_elements(row, "/TH", "/TD"))
            if any(cell["/A"].get("/Scope") != "/Column" for cell in cells):
                yield [_text(cell, texts) for cell in cells]


def _texts(pdf: Path) -> Texts:
    found: Texts = defaultdict(str)
    with pdfplumber.open(pdf) as opened:
        for page in opened.pages:
            for char in page.chars:
                if char["mcid"] is not None:
                    found[page.page_obj.pageid, char["mcid"]] += char["text"].strip()
            page.close()
    return found


def _text(element: DictionaryObject, texts: Texts) -> str:
    """All text below an element, without white space."""
    return "".join(
        texts.get((element.raw_get("/Pg").idnum, kid), "")
        if isinstance(kid, int)
        else _text(kid, texts)
        for kid in _kids(element)
    )


def _elements(element: DictionaryObject, *kinds: str) -> Iterator[DictionaryObject]:
    """The outermost elements of these kinds below one, in order."""
    for kid in _kids(element):
        if isinstance(kid, DictionaryObject):
            if kid.get("/S") in kinds:
                yield kid
            else:
                yield from _elements(kid, *kinds)


def _kids(element: DictionaryObject) -> Iterator[DictionaryObject | int]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        yield kid.get_object() if isinstance(kid, IndirectObject) else kid
