"""Over random ledgers: what a note computes it prints, and its shares add up but for rounding."""

import re
from decimal import Decimal

from hypothesis import given, settings

from budgetportal.ledger.book import Book
from budgetportal.ledger.money import wan_figure
from budgetportal.notes.note import Note
from budgetportal.notes.shanxi_2023 import NOTES
from budgetportal.notes.source import Source
from tests.random_books import books

SHARE = re.compile(r"，占(-?\d+\.\d\d)%")
SAID = re.compile(r"因四舍五入，各项占比之和为(-?\d+\.\d\d)%")
MANY = settings(max_examples=40, deadline=None)
#: notes that divide a whole: 收入, 支出, 一般公共预算
SHARED = (2, 3, 5)


def notes(book: Book) -> list[Note]:
    source = Source(book, planned=tuple(project.name for project in book.projects))
    return [note(source) for note in NOTES]


@given(books())
@MANY
def test_every_figure_stands_in_the_sentences(book: Book) -> None:
    for note in notes(book)[:8]:
        said = "".join(note.paragraphs)
        missing = {
            name: yuan
            for name, yuan in note.figures.items()
            if yuan and f"{wan_figure(yuan)}万元" not in said
        }
        assert missing == {}, note.title


@given(books())
@MANY
def test_shares_add_up_or_the_note_says_to_what(book: Book) -> None:
    for note in notes(book):
        said = "".join(note.paragraphs)
        shares = [Decimal(share) for share in SHARE.findall(said)]
        if note.number in SHARED and shares:
            whole = sum(shares)
            assert abs(whole - 100) <= Decimal("0.005") * len(shares), note.title
            assert [Decimal(each) for each in SAID.findall(said)] == [whole] * (whole != 100)
