"""The rows of one page together: what the browser sent, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from budgetportal.models.edition import EditionPart

from .context import Context
from .draw import draw
from .parts import Part
from .row import Row, blank_row, posted_row, stored_row
from .rows import form_class, label

BLANK_ROWS = 5
ROWS_PER_PAGE = 500
LARGEST_PAGE = 2000
#: wrong cells that are listed above a grid
FAULTS = 12


@dataclass
class RowSet:
    """A page of a grid; only rows that were touched are checked and saved."""

    part: Part
    context: Context
    rows: list[Row]
    #: how many rows stand on the pages before this one
    before: int = 0
    locked: bool = False

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def count_field(self) -> SafeString:
        """How many rows the browser sends back."""
        name = f"{self.part.key}-TOTAL_FORMS"
        return format_html('<input type="hidden" name="{}" value="{}">', name, len(self.rows))

    @property
    def drawn(self) -> list[SafeString]:
        return [draw(row, before=self.before, locked=self.locked) for row in self.rows]

    @property
    def model_row(self) -> SafeString:
        """A blank row for the script to repeat."""
        row = blank_row(self.part, 0)
        return draw(row, before=self.before, locked=self.locked, model=True)

    def touched(self) -> list[Row]:
        return [row for row in self.rows if not row.gone and row.touched]

    def deleted(self) -> list[Row]:
        return [row for row in self.rows if row.gone and row.id]

    def is_valid(self) -> bool:
        """Read every touched row; what occurs once must occur once."""
        for row in self.touched():
            row.form = form_class(self.part)(row.texts, context=self.context)
            for name, sentences in row.form.errors.items():
                for sentence in sentences:
                    row.wrong(str(sentence), "" if name == "__all__" else name)
        self._once()
        return not any(row.errors for row in self.rows)

    def _once(self) -> None:
        seen: set[str] = set()
        for row in self.rows if self.part.unique else []:
            value = "" if row.gone else row.texts[self.part.unique]
            if value and value in seen:
                row.wrong(f"“{value}”重复，请只留一行", self.part.unique)
            seen.add(value)

    def faults(self) -> list[tuple[str, str]]:
        """(field, sentence) of the first wrong cells, to stand above the grid as links."""
        found = []
        for row in self.rows:
            for name, sentences in row.errors.items():
                column = label(self.part, name) if name else ""
                place = f"第{self.before + row.number + 1}行{f'“{column}”' if column else ''}"
                field = f"id_{row.key(name or self.part.fields[0])}"
                found += [(field, f"{place}：{sentence}") for sentence in sentences]
        return found


def stored_rows(
    part: Part, context: Context, rows: Sequence[EditionPart], blank_rows: int, before: int = 0
) -> RowSet:
    """What stands in the database, with some blank rows behind."""
    made = [stored_row(part, number, row) for number, row in enumerate(rows)]
    made += [blank_row(part, len(made) + number) for number in range(blank_rows)]
    return RowSet(part, context, made, before)


def posted_rows(part: Part, context: Context, data: Mapping[str, str], before: int = 0) -> RowSet:
    """What the browser sent."""
    try:
        count = int(data.get(f"{part.key}-TOTAL_FORMS", "0") or 0)
    except ValueError:
        raise SuspiciousOperation("TOTAL_FORMS is no number") from None
    if not 0 <= count <= LARGEST_PAGE:
        raise SuspiciousOperation(f"a page holds at most {LARGEST_PAGE} rows")
    return RowSet(part, context, [posted_row(part, n, data) for n in range(count)], before)
