"""The tag tree of a PDF that is about to be written."""

from __future__ import annotations

from collections.abc import Iterator

import pydyf


def root(pdf: pydyf.PDF) -> pydyf.Dictionary:
    """The one element that everything is below."""
    (reference,) = _structure(pdf)["K"]
    found: pydyf.Dictionary = at(pdf, reference)
    return found


def kids(pdf: pydyf.PDF, parent: pydyf.Dictionary, *kinds: str) -> list[pydyf.Dictionary]:
    """The child elements of these kinds, or of all; other children are numbers of content."""
    found = (at(pdf, kid) for kid in parent["K"] if isinstance(kid, bytes))
    return [each for each in found if not kinds or each.get("S") in kinds]


def elements(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    """Every element, in the tree or not."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/StructElem":
            yield each


def parents(pdf: pydyf.PDF, page: int) -> pydyf.Array:
    """The elements of a page's marked content, by its number."""
    return at(pdf, _structure(pdf)["ParentTree"])["Nums"][2 * page + 1]


def _structure(pdf: pydyf.PDF) -> pydyf.Dictionary:
    return at(pdf, pdf.catalog["StructTreeRoot"])


def at(pdf: pydyf.PDF, reference: bytes) -> pydyf.Object:
    """The object that a reference (``12 0 R``) names."""
    return pdf.objects[int(reference.split()[0])]
