"""名词解释 in place: the first time a note uses a term, the term leads to its definition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from budgetportal.disclosure.document import Term


class Terms:
    """The glossary of a document; the longest term first, or a shorter one would cut it."""

    def __init__(self, glossary: Sequence[Term]) -> None:
        self.anchors = {entry.term: f"g{i}" for i, entry in enumerate(glossary, 1)}
        longest = sorted(self.anchors, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    def linked(self, lines: Sequence[str]) -> list[SafeString]:
        """The lines of one note, everything escaped."""
        seen: set[str] = set()
        return [self._line(line, seen) for line in lines]

    def _line(self, line: str, seen: set[str]) -> SafeString:
        parts: list[str] = []
        place = 0
        for found in self.pattern.finditer(line):
            term = found.group()
            if term not in seen:
                seen.add(term)
                parts.append(conditional_escape(line[place : found.start()]))
                shown = conditional_escape(term)
                parts.append(f'<a class="term" href="#{self.anchors[term]}">{shown}</a>')
                place = found.end()
        parts.append(conditional_escape(line[place:]))
        return mark_safe("".join(parts))  # every part is escaped
