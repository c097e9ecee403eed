"""How the worksheets look on screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell as Place
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

#: characters across a page, upright and landscape
CHARS = {False: 96, True: 150}
A4 = 9

FACE = "宋体"
SMALL, BOLD = Font(FACE, 10), Font(FACE, 10, bold=True)
TITLE = Font(FACE, 16, bold=True)
_hair = Side("thin", "FF999999")
GRID = Border(left=_hair, right=_hair, top=_hair, bottom=_hair)
TINT = PatternFill("solid", "FFF1F3F4")
CENTRED = Alignment("center", "center", wrap_text=True)

#: the styles of one workbook by what they were before, money, bold and indent
Known = dict[tuple[bytes, bool, bool, int], StyleArray]


def money(printed: str) -> str:
    """The number format that shows a figure with the decimals it is printed with."""
    decimals = len(printed.partition(".")[2])
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def plain(place: Place) -> None:
    """The label and the department."""
    place.font = SMALL


def title(place: Place) -> None:
    """The table's title, over all columns."""
    place.font = TITLE
    place.alignment = Alignment("center", "center")


def unit(place: Place) -> None:
    """单位, at the right."""
    place.font = SMALL
    place.alignment = Alignment("right")


def heading(place: Place) -> None:
    """A cell of the heading."""
    place.font = BOLD
    place.alignment = CENTRED
    place.border = GRID
    place.fill = TINT


def body(place: Place, money: bool, bold: bool, indent: int, known: Known) -> None:
    """A cell of a row; names show their level.

    openpyxl looks up each part of a style by all its values: what looks the same is made once.
    """
    styled: Any = place
    look = (bytes(styled._style or b""), money, bold, indent)
    if look not in known:
        _body(place, money, bold, indent)
        known[look] = styled._style
    styled._style = copy(known[look])


def _body(place: Place, money: bool, bold: bool, indent: int) -> None:
    place.font = BOLD if bold else SMALL
    place.border = GRID
    side = "right" if money else "left"
    place.alignment = Alignment(side, "center", wrap_text=not money, indent=indent)


def note(place: Place) -> None:
    """注, below the table."""
    place.font = SMALL
    place.alignment = Alignment("left", "top", wrap_text=True)


def page(
    sheet: Worksheet,
    landscape: bool,
    widths: Sequence[float],
    heading_rows: tuple[int, int],
    mark: str,
) -> None:
    """A4, as wide as the page, the heading on every page."""
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = max(width, 8)
    sheet.row_dimensions[2].height = 26
    sheet.freeze_panes = f"A{heading_rows[1] + 1}"
    sheet.print_title_rows = f"{heading_rows[0]}:{heading_rows[1]}"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("— &P —"))
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(mark or None))
