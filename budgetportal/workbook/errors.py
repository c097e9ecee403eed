"""What is wrong in a workbook: one Chinese sentence at one cell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellError:
    """Prints as one line ``SHEET!CELL: message``; a whole sheet is named by its first cell."""

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        return " ".join(f"{self.sheet}!{self.cell or 'A1'}: {self.message}".splitlines())


class BadCellError(ValueError):
    """A cell's value cannot be read; the message is the sentence for the clerk."""
