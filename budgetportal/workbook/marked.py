"""A refused workbook with its wrong cells coloured and commented."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from .errors import CellError

WRONG = PatternFill("solid", fgColor="F6C9C2")
AUTHOR = "部门预算公开"


def marked(data: bytes, errors: Iterable[CellError]) -> bytes:
    """The same workbook; each error is a comment at its cell. Raises what openpyxl raises."""
    book = load_workbook(io.BytesIO(data))
    for error in errors:
        if error.sheet in book.sheetnames and error.cell:
            cell = book[error.sheet][error.cell]
            said = f"{cell.comment.text}\n" if cell.comment else ""
            cell.comment = Comment(f"{said}{error.message}", AUTHOR)
            cell.fill = WRONG
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
