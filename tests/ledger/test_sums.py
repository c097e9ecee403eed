"""Sums by any set of dimensions agree with adding up the records one by one."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from budgetportal.ledger.book import Book
from budgetportal.ledger.entries import DIMENSIONS, Entry
from tests.random_books import books

FIELDS = st.frozensets(st.sampled_from(sorted(DIMENSIONS)))


@given(books(), st.lists(FIELDS, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_every_projection_adds_up_the_records(book: Book, asked: list[frozenset[str]]) -> None:
    for fields in asked:
        slow: defaultdict[Entry, Decimal] = defaultdict(Decimal)
        for entry, record in book.records():
            slow[Entry(**{name: getattr(entry, name) for name in fields})] += record.yuan
        assert book.by(fields) == slow


@given(books())
@settings(max_examples=20, deadline=None)
def test_rows_stand_in_order_of_entry(book: Book) -> None:
    assert list(book.by(DIMENSIONS)) == list(dict.fromkeys(entry for entry, _ in book.records()))
