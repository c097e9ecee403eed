"""The text around what was looked for, with every hit marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from budgetportal.models.searching import folded_ends

#: characters before the first hit, and altogether
BEFORE, LENGTH = 30, 150
Span = tuple[int, int]


def excerpt(text: str, words: Sequence[str]) -> SafeString:
    """``words`` are folded; the text is shown as it was written, everything escaped."""
    spans = _joined(sorted(_spans(text, words)))
    start = max(0, spans[0][0] - BEFORE) if spans else 0
    end = min(len(text), start + LENGTH)
    parts = ["…" if start else ""]
    place = start
    for begin, stop in spans:
        if stop <= end:
            parts += [escape(text[place:begin]), f"<mark>{escape(text[begin:stop])}</mark>"]
            place = stop
    parts += [escape(text[place:end]), "…" if end < len(text) else ""]
    return mark_safe("".join(parts))  # every part is escaped


def _spans(text: str, words: Sequence[str]) -> Iterator[Span]:
    """Where the words stand in the original text."""
    compared, ends = folded_ends(text)
    for word in words:
        place = compared.find(word)
        while place >= 0:
            last = place + len(word)
            yield bisect_right(ends, place), bisect_right(ends, last - 1) + 1
            place = compared.find(word, last)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans that touch or overlap as one."""
    found: list[Span] = []
    for begin, stop in spans:
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(stop, found[-1][1])
        else:
            found.append((begin, stop))
    return found
