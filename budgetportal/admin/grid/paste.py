"""A block copied from Excel or WPS → rows of a grid, to be looked at before they are saved."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from budgetportal.ledger.money import NotAnAmount, parse, plain

from .context import KINDS
from .parts import Part
from .row import Row, blank_row, grouped
from .rows import PROPOSED, label, required, text_of
from .rowset import LARGEST_PAGE, RowSet

#: the workbook's headers where they differ from the grid's
ALSO = {"单位代码": "单位", "项目名称": "项目"}
MOST_ROWS = 1000
WAN = "(万元)"


class UnfitBlock(ValueError):
    """The block cannot be laid over the grid; the message is the sentence for the clerk."""


@dataclass(frozen=True)
class Spot:
    """The cell that the paste begins at: row number on the page, and column."""

    row: int
    field: str


@dataclass(frozen=True)
class Block:
    """Cells by column: the fields they go to ("" = nowhere), and which are 万元."""

    fields: tuple[str, ...]
    wan: tuple[bool, ...]
    lines: tuple[tuple[str, ...], ...]
    #: headings that no column of the grid bears
    unused: tuple[str, ...] = ()
    headed: bool = False


def read_block(part: Part, text: str, *, wan: bool, at: Spot | None = None) -> Block:
    """The block's cells and the columns they belong to; raises UnfitBlock."""
    lines = _lines(text)
    if len(lines) > MOST_ROWS:
        raise UnfitBlock(
            f"一次最多粘贴{MOST_ROWS}行，这里有{len(lines)}行；请分几次粘贴，或者用工作簿导入。"
        )
    block = _headed(part, lines, wan=wan)
    if block is None:
        fields = _fields(part, max(map(len, lines)), at)
        block = Block(fields, (wan,) * len(fields), lines)
    if not block.lines:
        raise UnfitBlock("粘贴的内容只有表头，没有数据。")
    return block


def paste(rows: RowSet, block: Block, at: Spot | None = None) -> int:
    """Lay the block over the rows; how many rows it touched.

    Under a heading of its own, or without a place, it becomes new rows behind the filled ones.
    """
    start = at.row if at and not block.headed else _first_blank(rows)
    if start + len(block.lines) > LARGEST_PAGE:
        raise UnfitBlock("这一页放不下这么多行，请先保存，再粘贴其余的。")
    while len(rows.rows) < start + len(block.lines):
        rows.rows.append(blank_row(rows.part, len(rows.rows)))
    pasted = rows.rows[start : start + len(block.lines)]
    for row, cells in zip(pasted, block.lines, strict=True):
        for name, cell, wan in zip(block.fields, cells, block.wan, strict=False):
            if name:
                row.texts[name] = _value(name, cell.strip(), wan=wan)
        row.fresh = True
    rows.is_valid()
    for row in pasted:
        _become(rows, row)
    return len(pasted)


def _become(rows: RowSet, row: Row) -> None:
    """Show what the row will be stored as: proposals filled in, codes with their names."""
    if row.form and row.form.is_valid():
        values = row.form.cleaned_data
        for name in PROPOSED:
            if name in row.texts and not row.texts[name] and values.get(name):
                row.texts[name] = text_of(name, values[name])
                row.proposed.add(name)
    coded = [name for name in row.texts if name in KINDS]
    row.names = {name: rows.context.name(name, row.texts[name]) for name in coded}


def _lines(text: str) -> tuple[tuple[str, ...], ...]:
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
        lines = tuple(tuple(line) for line in read if any(cell.strip() for cell in line))
    except csv.Error:
        raise UnfitBlock("粘贴的内容读不出来，请从表格软件中重新复制。") from None
    if not lines:
        raise UnfitBlock("没有粘贴内容，请先把表格中的若干行复制过来。")
    return lines


def _headed(part: Part, lines: tuple[tuple[str, ...], ...], *, wan: bool) -> Block | None:
    """The block where its first line names columns."""
    labels = {label(part, name).split("（")[0]: name for name in part.fields}
    heads = [_half_width(cell) for cell in lines[0]]
    bare = [head.strip("*").split("(")[0] for head in heads]
    found = tuple(labels.get(name) or labels.get(ALSO.get(name, ""), "") for name in bare)
    if sum(map(bool, found)) <= len(found) / 2:
        return None
    missing = [label(part, name) for name in required(part) if name not in found]
    if missing:
        raise UnfitBlock(f"表头中缺少“{'”“'.join(missing)}”，请连同这些列一起复制。")
    units = tuple(head.endswith(WAN) or (wan and "(元)" not in head) for head in heads)
    unused = tuple(h for h, name in zip(heads, found, strict=True) if h and not name)
    return Block(found, units, lines[1:], unused, headed=True)


def _half_width(cell: str) -> str:
    return cell.strip().replace("（", "(").replace("）", ")")


def _fields(part: Part, width: int, at: Spot | None) -> tuple[str, ...]:
    """The columns from the chosen cell on; from the first one all that must be filled."""
    start = part.fields.index(at.field) if at else 0
    fields = part.fields[start:]
    if width > len(fields):
        first = label(part, fields[0])
        raise UnfitBlock(
            f"粘贴的内容有{width}列，从“{first}”起只有{len(fields)}列，对不上；请连同表头一起复制。"
        )
    missing = [name for name in required(part) if name not in fields[:width]]
    if at is None and missing:
        raise UnfitBlock(
            f"粘贴的内容有{width}列，这张表有{len(fields)}列，对不上；"
            "请连同表头一起复制，或者先点中起始的格子再粘贴。"
        )
    return fields[:width]


def _first_blank(rows: RowSet) -> int:
    """Behind the last row that says anything."""
    filled = [row.number for row in rows.rows if row.id or row.touched]
    return max(filled, default=-1) + 1


def _value(name: str, cell: str, *, wan: bool) -> str:
    """Amounts are turned into 元; what is no number stays as it is, to be seen and mended."""
    if not name.endswith("amount"):
        return cell
    try:
        return grouped(name, plain(parse(cell, wan=wan)))
    except NotAnAmount:
        return cell
