"""Running heads, page numbers and repeated headings are no content: artifacts, as PDF/UA asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pydyf

from .tree import at, elements, kids, parents, root

ARTIFACT = pydyf.Dictionary({"Type": "/Pagination"})


def set_apart(pdf: pydyf.PDF) -> None:
    """Whatever WeasyPrint tagged but left outside the tree, or joining took out of it."""
    tree = root(pdf)
    inside = set(tree["K"])
    outside = [
        each
        for each in elements(pdf)
        if each["P"] == tree.reference and each.reference not in inside
    ]
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    numbers: defaultdict[int, set[int]] = defaultdict(set)
    for each in outside:
        for page, number in _removed(pdf, each):
            numbers[pages[page]].add(number)
    for place, found in numbers.items():
        _mark(pdf, place, found)


def _removed(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterator[tuple[bytes, int]]:
    """The marked content of an element, as page and number; the element is emptied."""
    for kid in kids(pdf, element):
        yield from _removed(pdf, kid)
    yield from ((element["Pg"], kid) for kid in element["K"] if isinstance(kid, int))
    element.clear()


def _mark(pdf: pydyf.PDF, place: int, numbers: set[int]) -> None:
    by_number = parents(pdf, place)
    for number in numbers:
        by_number[number] = b"null"
    stream = _contents(pdf, place).stream
    for index, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in numbers:
            stream[index - 1 : index + 1] = ["/Artifact", ARTIFACT]


def _contents(pdf: pydyf.PDF, place: int) -> pydyf.Stream:
    return at(pdf, at(pdf, pdf.page_references[place])["Contents"])
