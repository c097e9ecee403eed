"""The page that becomes the PDF, and the style sheet that stands for a browser's."""

import re
from xml.etree.ElementTree import fromstring

from budgetportal.disclosure.document import Document
from budgetportal.rendering.html import print_page
from budgetportal.rendering.page import PAPER
from budgetportal.rendering.static import read_static

#: what stands in a line, is not shown by itself, or is drawn by its own rules
INLINE = {"a", "dfn", "span"}
HIDDEN = {"meta", "title"}
SVG = "{http://www.w3.org/2000/svg}"


def used(page: str) -> set[str]:
    names = {element.tag for element in fromstring(page).iter()}
    return {name for name in names if not name.startswith(SVG)}


def test_every_element_of_the_page_is_laid_out_by_our_own_rules(awkward: Document) -> None:
    rules = re.findall(r"([a-z1-9,\s]+)\{[^}]*display:", read_static(PAPER))
    ruled = {name for names in rules for name in re.split(r"[,\s]+", names) if name}
    assert used(print_page(awkward)) - INLINE - HIDDEN == ruled
