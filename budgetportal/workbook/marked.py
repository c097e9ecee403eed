"""A refused workbook with its wrong cells coloured and commented."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from .bounds import excess
from .errors import CellError

WRONG = PatternFill("solid", fgColor="F6C9C2")
AUTHOR = "部门预算公开"


def marked(data: bytes, errors: Iterable[CellError]) -> bytes | None:
    """The same workbook, each error a comment at its cell; None where it cannot be opened."""
    if excess(data):
        return None
    try:
        return _marked(load_workbook(io.BytesIO(data)), errors)
    except Exception:  # a stranger's file fails in whatever part of openpyxl it happens to break
        return None


def _marked(book: Workbook, errors: Iterable[CellError]) -> bytes:
    for error in errors:
        if error.sheet in book.sheetnames and error.cell:
            cell = book[error.sheet][error.cell]
            said = f"{cell.comment.text}\n" if cell.comment else ""
            cell.comment = Comment(f"{said}{error.message}", AUTHOR)
            cell.fill = WRONG
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
