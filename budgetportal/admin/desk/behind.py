"""Which rows of the grids stand behind a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from budgetportal.disclosure.provenance import Origin
from budgetportal.ledger.book import Book, Entry
from budgetportal.ledger.book import Origin as List

#: the list an entry stands in → the page where it is entered
PAGES = {List.LINE: "lines", List.RECEIPT: "receipts", List.CARRY_FORWARD: "carry-forward"}


def rows_behind(book: Book, origin: Origin) -> Iterator[tuple[str, str, int, str]]:
    """(page, list, row counted from 1, what it is) in the order of entry.

    A figure takes every record of the entries it chooses, so equal entries are all behind it.
    """
    numbers = Counter[str]()
    for entry, record in book.records():
        numbers[entry.origin] += 1
        if entry in origin.entries:
            text = f"{_named(entry)} {record.yuan:,}元"
            yield PAGES[entry.origin], entry.origin, numbers[entry.origin], text


def _named(entry: Entry) -> str:
    words = (entry.unit, entry.project or entry.economic, entry.function or entry.subject)
    return " ".join(word for word in words if word)
