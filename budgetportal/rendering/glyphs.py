"""Characters that 仿宋 or 楷 lack fall back to 宋, and whoever runs the site is told."""

from __future__ import annotations

import logging
from functools import cache

from fontTools.ttLib import TTFont

from .fetcher import path_of
from .fonts import FACES, address_of

LOGGER = logging.getLogger(__name__)
ROLES = {"Portal Fang": "仿宋", "Portal Kai": "楷体"}
FIRST = "\u2e80"


def missing(page: str) -> dict[str, str]:
    """The role of type → the Chinese characters of the page that its font does not have."""
    used = {char for char in page if char >= FIRST}
    return {
        role: "".join(sorted(lacking))
        for family, role in ROLES.items()
        if (lacking := used - _has(family))
    }


def log_missing(page: str) -> None:
    """One line for each role."""
    for role, characters in missing(page).items():
        LOGGER.warning("%s中没有这些字，改用宋体：%s", role, characters)


@cache
def _has(family: str) -> frozenset[str]:
    face = next(each for each in FACES if each.family == family)
    path = path_of(address_of(face))
    assert path is not None
    with TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(map(chr, font.getBestCmap()))
