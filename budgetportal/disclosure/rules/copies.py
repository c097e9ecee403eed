"""P07: long texts of two projects that are near copies, found without comparing every pair."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from math import ceil

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import PerformanceForm

from .rule import Problem

FIELDS = (
    "项目概况",
    "立项依据",
    "项目设立必要性",
    "保证项目实施的制度、措施",
    "项目实施计划",
    "实施期总体目标",
    "年度总体目标",
)
#: shortest long text, length of a piece, share of common pieces from which texts are near copies
LONG, PIECE, ALIKE = 60, 4, 0.9
Pieces = frozenset[str]


def texts_are_own(document: Document) -> Iterator[Problem]:
    """P07: each near copy once, beside the first project that has the text."""
    for field in FIELDS:
        texts = [(form, _pieces(form.fields.get(field, ""))) for form in document.forms]
        for one, other in _copies([(form, pieces) for form, pieces in texts if pieces]):
            yield Problem(
                f"{one.project}：{field}与{other.project}",
                f"“{one.project}”的{field}与“{other.project}”的几乎相同。",
                "请写明各自的内容；确应相同的，请在答复中说明。",
                expected="各项目自己的内容",
                actual=f"与“{other.project}”的{field}几乎相同",
                link=("form", one.project, field),
            )


def _pieces(text: str) -> Pieces:
    bare = re.sub(r"\s", "", text)
    if len(bare) < LONG:
        return frozenset()
    return frozenset(bare[i : i + PIECE] for i in range(len(bare) - PIECE + 1))


def _copies(
    texts: list[tuple[PerformanceForm, Pieces]],
) -> Iterator[tuple[PerformanceForm, PerformanceForm]]:
    """(copy, original): two texts this alike share one of the rarest pieces of each.

    Of n pieces, those beyond the rarest n - ⌈ALIKE·n⌉ + 1 need not be looked up.
    """
    often = Counter(piece for _, pieces in texts for piece in pieces)
    originals: dict[str, list[tuple[PerformanceForm, Pieces]]] = {}
    for form, pieces in texts:
        rarest = _rarest(pieces, often)
        known = [each for piece in rarest for each in originals.get(piece, ())]
        like = next((other for other, theirs in known if _alike(pieces, theirs)), None)
        if like is not None:
            yield form, like
            continue
        for piece in rarest:
            originals.setdefault(piece, []).append((form, pieces))


def _rarest(pieces: Pieces, often: Mapping[str, int]) -> list[str]:
    ordered = sorted(pieces, key=lambda piece: (often[piece], piece))
    return ordered[: len(pieces) - ceil(ALIKE * len(pieces)) + 1]


def _alike(one: Pieces, other: Pieces) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
