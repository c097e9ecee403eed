"""Running text compared: the paragraphs and sentences that changed, whatever moved around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

SENTENCE = re.compile(r"[^。！？；]*[。！？；]+|[^。！？；]+")


def sentences(text: str) -> list[tuple[int, str]]:
    """(number of its paragraph, sentence with its mark)."""
    paragraphs = filter(None, (line.strip() for line in text.splitlines()))
    return [
        (number, found.strip())
        for number, paragraph in enumerate(paragraphs, 1)
        for found in SENTENCE.findall(paragraph)
    ]


def changed(old: str, new: str) -> Iterator[tuple[int, str, str]]:
    """(number of the paragraph, old sentence, new sentence); an empty side does not have it."""
    before, after = sentences(old), sentences(new)
    matcher = SequenceMatcher(None, [s for _, s in before], [s for _, s in after], autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag != "equal":
            for gone, come in zip_longest(before[start:end], after[begin:stop]):
                number, _ = come or gone
                yield number, gone[1] if gone else "", come[1] if come else ""
