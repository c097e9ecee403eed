"""What runs over the end of a page is one element of the tag tree, not one element a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from .tree import at, kids, root

#: a box of WeasyPrint, which has no types of its own
Box = Any
#: a box and the reference of its element
Pair = tuple[Box, bytes]


def join(document: Document, pdf: pydyf.PDF) -> None:
    """Join from the last page to the first: what a page goes on with is whole by then.

    The headings that a table repeats on a further page are left outside the tree.
    """
    tree, joining = root(pdf), _Joining(pdf)
    left = list(tree["K"])
    later: list[Pair] = []
    for page in reversed(document.pages):
        own = list(_top(page._page_box))
        start = len(left) - len(own)
        before = list(zip(own, left[start:], strict=True))
        del left[start:]
        later = before + joining.rest(tree, before, later)
    tree["K"] = pydyf.Array(reference for _, reference in later)
    joining.name_headings()


class _Joining:
    """One pass; remembers which heading stands for which other."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.headings: list[tuple[pydyf.String, pydyf.String]] = []

    def rest(self, parent: pydyf.Dictionary, before: list[Pair], after: list[Pair]) -> list[Pair]:
        """What does not go on with anything of the page before; all else joins it."""
        begun = {_key(box): (box, at(self.pdf, reference)) for box, reference in before}
        found = []
        for box, reference in after:
            start, element = begun.get(_key(box)), at(self.pdf, reference)
            if start and _may_join(element) and _may_join(start[1]):
                self._join(*start, box, element)
            else:
                element["P"] = parent.reference
                found.append((box, reference))
        return found

    def name_headings(self) -> None:
        """Cells name the heading that stays: the one on the first page, so begin there."""
        for first, again in reversed(self.headings):
            again.string = first.string

    def _join(
        self, box: Box, element: pydyf.Dictionary, later: Box, more: pydyf.Dictionary
    ) -> None:
        if element["S"] == "/THead":
            self._repeat(element, more)
            return
        self._same_heading(element, more)
        own, others = list(element["K"]), list(more["K"])
        more.clear()
        before = _paired(box, own)
        after = _paired(later, others) if before else []
        left = [reference for _, reference in self.rest(element, before, after)]
        for reference in others[len(after) :]:
            at(self.pdf, reference)["P"] = element.reference
        element["K"] = pydyf.Array([*own, *left, *others[len(after) :]])

    def _repeat(self, head: pydyf.Dictionary, again: pydyf.Dictionary) -> None:
        for row, row_again in zip(kids(self.pdf, head), kids(self.pdf, again), strict=True):
            for cells in zip(kids(self.pdf, row), kids(self.pdf, row_again), strict=True):
                self._same_heading(*cells)
        again["P"] = root(self.pdf).reference

    def _same_heading(self, cell: pydyf.Dictionary, again: pydyf.Dictionary) -> None:
        if "ID" in cell:
            self.headings.append((cell["ID"], again["ID"]))


def _paired(box: Box, references: list[bytes]) -> list[Pair]:
    """Boxes with their elements; none where one wraps the other, as in items of lists."""
    found = list(_children(box))
    return list(zip(found, references, strict=False)) if len(found) <= len(references) else []


def _top(box: Box) -> Iterator[Box]:
    """What WeasyPrint puts below the tree's root: the children of the body."""
    for child in box.children:
        if isinstance(child, boxes.MarginBox):
            continue
        if child.element_tag in ("html", "body"):
            yield from _top(child)
        else:
            yield child


def _children(box: Box) -> Iterator[Box]:
    """The boxes that WeasyPrint makes elements of: lines are none, a table's wrapper neither."""
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    wraps = getattr(box, "is_table_wrapper", False)
    for child in box.children:
        if isinstance(child, boxes.LineBox) or (wraps and isinstance(child, boxes.TableBox)):
            yield from child.children
        else:
            yield child


def _key(box: Box) -> tuple[Any, str]:
    return box.element, box.element_tag


def _may_join(element: pydyf.Dictionary) -> bool:
    """Marked content counts by page, and a figure is drawn whole."""
    return not any(isinstance(kid, int) for kid in element["K"])
