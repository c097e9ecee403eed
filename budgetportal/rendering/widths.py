"""Column widths of a printed sheet, in whole per cents, so that no figure is ever broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetportal.statements.sheet import Cell, Column, Sheet

from .headings import words
from .heights import air

#: what a printed line holds upright and on a landscape page, in em of the ordinary table type
LINE = {False: 48.5, True: 77.0}
#: the ordinary table type, in pt
TYPE = 9.0
#: the sizes of table type, as CSS classes, and how much more of it a line holds; the first for
#: sheets of few rows only
SIZES = (
    ("large", TYPE / 10.5),
    ("", 1.0),
    ("smaller", TYPE / 8),
    ("small", TYPE / 7),
    ("smallest", TYPE / 6),
)
#: how many of these sizes are preferred to breaking names
COMFORTABLE = 3
Sizes = Sequence[tuple[str, float]]
#: em of a Chinese character, of a figure or letter, and of the space beside a cell's text
WIDE, NARROW, PADDING = 1.0, 0.56, 0.7
#: em that a whole per cent may take from a column
ROUNDED = 0.5
#: em of a name's column: at the very least, where it is broken, and where it stays whole
NAME = (5.0, 13.0, 20.0)
#: the longest heading, in characters, that should stand on one line
HEADING = 6
#: sheets with fewer rows are set in the large type
FEW = 24


@dataclass(frozen=True, slots=True)
class Layout:
    """Whole per cents that add up to 100, and the classes of the table."""

    percents: tuple[int, ...]
    classes: str


def layout(sheet: Sheet) -> Layout:
    """The largest type in which names stay whole, else the largest in which figures do."""
    needs = [_needs(sheet, index, column) for index, column in enumerate(sheet.columns)]
    levels = [list(level) for level in zip(*needs, strict=True)]
    sizes = SIZES if len(sheet.rows) < FEW else SIZES[1:]
    size, scale = _size(levels, LINE[sheet.landscape], sizes)
    percents = _percents(_widths(sheet, levels, LINE[sheet.landscape] * scale))
    widths = [percent / 100 * LINE[sheet.landscape] * scale for percent in percents]
    rows = [*_heading_rows(sheet), *([_em(cell) + PADDING for cell in r.cells] for r in sheet.rows)]
    classes = size, air(sheet, widths, rows, TYPE / scale)
    return Layout(percents, " ".join(word for word in classes if word))


def _heading_rows(sheet: Sheet) -> Iterator[list[float]]:
    """Em of the heading's rows: the labels of the columns, and a short word in every other."""
    depth = max(len(column.path) for column in sheet.columns)
    yield from ([WIDE] * len(sheet.columns) for _ in range(depth - 1))
    yield [len(column.label) + PADDING for column in sheet.columns]


def _needs(sheet: Sheet, index: int, column: Column) -> tuple[float, ...]:
    """Ever more comfortable widths of a column, in em; figures and codes are never broken."""
    longest = max((_em(row.cells[index]) for row in sheet.rows), default=0.0)
    label = len(column.label)
    word = max(map(_long, words(column.label))) + ROUNDED
    half = max(longest, word, (label + 1) // 2) + PADDING
    whole = max(half, label + PADDING) if label <= HEADING else half
    if column.money or column.label.endswith("编码"):
        return half, half, half, whole
    return (*(min(half, name) for name in NAME), min(whole, NAME[-1]))


def _em(cell: Cell) -> float:
    return cell.indent + _long(cell.text)


def _long(text: str) -> float:
    return sum(NARROW if char.isascii() else WIDE for char in text)


def _size(levels: list[list[float]], line: float, sizes: Sizes) -> tuple[str, float]:
    _, broken, whole, _ = (sum(level) for level in levels)
    fits = [size for size in sizes if size in SIZES[:COMFORTABLE] and whole <= line * size[1]]
    fits += [size for size in sizes if broken <= line * size[1]]
    return fits[0] if fits else SIZES[-1]


def _widths(sheet: Sheet, levels: list[list[float]], line: float) -> list[float]:
    """Between the two levels that the line lies between; beyond them a share by weight."""
    for low, high in pairwise(levels):
        if sum(low) <= line < sum(high):
            part = (line - sum(low)) / (sum(high) - sum(low))
            return [a + (b - a) * part for a, b in zip(low, high, strict=True)]
    best = levels[-1]
    if line < sum(best):
        return levels[0]
    unit = (line - sum(best)) / sum(column.width for column in sheet.columns)
    return [a + column.width * unit for a, column in zip(best, sheet.columns, strict=True)]


def _percents(widths: Sequence[float]) -> tuple[int, ...]:
    exact = [100 * width / sum(widths) for width in widths]
    percents = [int(each) for each in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: percents[i] - exact[i])
    for index in by_rest[: 100 - sum(percents)]:
        percents[index] += 1
    return tuple(percents)
