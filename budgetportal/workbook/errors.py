"""What is wrong in a workbook: one Chinese sentence at one cell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellError:
    """Prints as ``SHEET!CELL: message``; the cell is empty where a whole sheet is meant."""

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{place}: {self.message}"


class BadCellError(ValueError):
    """A cell's value cannot be read; the message is the sentence for the clerk."""
