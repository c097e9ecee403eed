"""How high the rows of a printed sheet stand, so that it fills its page and leaves no tail."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from budgetportal.statements.sheet import Sheet

#: height of the type area upright and on a landscape page, in pt
PAGE = {False: 655.0, True: 446.0}
#: what stands above a sheet: the part's heading over the first one, then its own title, in pt
PART_HEADING, TITLE = 62.0, 54.0
#: a line of the note below, and its distance
NOTE_LINE, NOTE_MARGIN, NOTE_CHARACTERS = 13.5, 6.0, {False: 46, True: 74}
#: the classes of rows by the space above and below their text, in em; the airiest that fits
AIR = (("airy", 0.62), ("roomy", 0.36), ("ample", 0.22), ("", 0.13), ("tight", 0.03))
#: the distance of lines in em, and the rule below a row in pt
LEADING, RULE = 1.35, 0.5


def air(sheet: Sheet, widths: Sequence[float], needs: Sequence[Sequence[float]], pt: float) -> str:
    """The class of the rows: ``widths`` of columns and ``needs`` of cells in em of type ``pt``."""
    lines = [_lines(row, widths) for row in needs]
    room = PAGE[sheet.landscape] - _around(sheet)
    for name, space in AIR:
        if sum(each * LEADING * pt + 2 * space * pt + RULE for each in lines) <= room:
            return name
    return ""


def _lines(needs: Sequence[float], widths: Sequence[float]) -> int:
    return max(ceil(need / width) if need else 1 for need, width in zip(needs, widths, strict=True))


def _around(sheet: Sheet) -> float:
    """What else stands on the page."""
    heading = PART_HEADING if sheet.number == 1 else 0.0
    if not sheet.note:
        return heading + TITLE
    lines = ceil(len(sheet.note) / NOTE_CHARACTERS[sheet.landscape])
    return heading + TITLE + NOTE_MARGIN + lines * NOTE_LINE
