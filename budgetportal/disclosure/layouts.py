"""公开格式 (form): which tables and notes an edition prints, in their order.

Another place's form is another module beside ``statements/forms/shanxi_2023`` and
``notes/shanxi_2023``, and one more entry here; nothing else knows any one form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from budgetportal.ledger.book import Book
from budgetportal.notes import shanxi_2023 as shanxi_2023_notes
from budgetportal.notes.note import Note
from budgetportal.notes.source import Source
from budgetportal.statements.forms import shanxi_2023
from budgetportal.statements.sheet import Sheet


@dataclass(frozen=True)
class Layout:
    """One form; ``title`` is what a clerk chooses it by."""

    name: str
    title: str
    tables: tuple[Callable[[Book], Sheet], ...]
    notes: tuple[Callable[[Source], Note], ...]
    #: the note that every performance form follows; None where the form prints none
    performance_note: int | None = None

    def sheets(self, book: Book) -> tuple[Sheet, ...]:
        """Its tables, filled from a book."""
        return tuple(table(book) for table in self.tables)

    def explanations(self, source: Source) -> tuple[Note, ...]:
        """Its notes, written from a book and a department's answers."""
        return tuple(note(source) for note in self.notes)


SHANXI_2023 = Layout(
    name="shanxi_2023",
    title="山西省部门预算公开格式（2023年）",
    tables=shanxi_2023.TABLES,
    notes=shanxi_2023_notes.NOTES,
    performance_note=10,
)
#: by the name that an edition and its data.json carry
LAYOUTS = {SHANXI_2023.name: SHANXI_2023}
