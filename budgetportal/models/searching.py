"""Finding words in stored texts, on SQLite and PostgreSQL alike.

Chinese has no spaces between words, and a word may be one character: what is looked for is a
substring of the *folded* text. PostgreSQL narrows the candidates with an index of characters and
pairs of characters (migration ``search_index``); SQLite reads the texts.
"""

import unicodedata
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

from django.db import models

#: marks that people leave out when they look for “三公”经费 or 出国（境）
LEFT_OUT = frozenset("“”‘’\"'《》〈〉「」『』（）()[]【】")
#: the dots within a name (阿依古丽·买买提) that keyboards write differently
DOTS = str.maketrans(dict.fromkeys("•‧・∙⋅", "·"))


def folded(text: str) -> str:
    """The text as it is compared: no quotation marks or brackets, no space, no difference of case,
    width or dot."""
    return "".join(map(_compared, text))


def folded_ends(text: str) -> tuple[str, list[int]]:
    """The folded text, and where in it each character of the original ends."""
    parts = list(map(_compared, text))
    return "".join(parts), list(accumulate(map(len, parts)))


@cache
def _compared(original: str) -> str:
    """One character as it is compared: there are no more of them than Unicode has."""
    chars = unicodedata.normalize("NFKC", original).lower().translate(DOTS)
    return "".join(char for char in chars if char not in LEFT_OUT and not char.isspace())


def pairs(word: str) -> list[str]:
    """What the index knows of a word: its pairs, or the one character it is."""
    return ["".join(pair) for pair in pairwise(word)] or [word]


class FoldedField(models.TextField):
    """Folded text; ``__holds`` finds a folded word in it."""


@FoldedField.register_lookup
class Shows(models.Lookup):
    """``folded__shows="三公"``: the same without the index, for few rows or common words."""

    lookup_name = "shows"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        right, word = self.process_rhs(compiler, connection)
        finds = "strpos" if connection.vendor == "postgresql" else "instr"
        return f"{finds}({left}, {right}) > 0", (*params, *word)


@FoldedField.register_lookup
class Holds(Shows):
    """``folded__holds="三公"``: the text holds the word; the index finds the candidates."""

    lookup_name = "holds"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        sql = f"(portal_pairs({left}) @> %s::text[] AND strpos({left}, %s) > 0)"
        return sql, (*params, pairs(str(self.rhs)), *params, self.rhs)
