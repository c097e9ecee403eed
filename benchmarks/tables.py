"""All thirteen sheets and the notes' figures, beside one plain pass that adds up one total."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from statistics import median

from budgetportal.ledger.book import Book
from budgetportal.notes.shanxi_2023 import NOTES
from budgetportal.notes.source import Source
from budgetportal.statements.forms.shanxi_2023 import TABLES

from .ledgers import Ledger
from .result import Result, compared, in_turn, rounds, work

SIZES = {False: (100, 10_000, 100_000), True: (100, 10_000, 1_000_000)}


def plain(book: Book) -> Decimal:
    """One total."""
    total = Decimal(0)
    for line in book.lines:
        total += line.yuan
    return total


def everything(book: Book) -> None:
    """Every sheet and note of a book that has added up nothing yet."""
    fresh = replace(book)
    source = Source(fresh)
    for table in TABLES:
        table(fresh)
    for note in NOTES:
        note(source)


def run(full: bool) -> Iterator[Result]:
    """One result a size; the ratio is judged at the largest, growth between the last two."""
    per_line: list[float] = []
    for size in SIZES[full]:
        book = Ledger().book(size)
        gc.freeze()
        pairs = in_turn(
            partial(work, partial(everything, book)),
            partial(work, partial(plain, book)),
            rounds(full),
        )
        per_line.append(median(one for one, _ in pairs) / size)
        result = compared(f"tables {size:,} lines", pairs, "≤ 25 × the plain pass", 25)
        yield result if size == SIZES[full][-1] else replace(result, goal="", met=None)
    growth = per_line[-1] / per_line[-2]
    ours, before = (f"{each * 1e6:.2f} µs" for each in (per_line[-1], per_line[-2]))
    yield Result("tables per line, growing", ours, before, growth, "≤ 1.1", growth <= 1.1)
