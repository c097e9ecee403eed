"""The queries of an import do not grow with its lines; only SQLite cuts bulk statements."""

import re
from itertools import groupby

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgetportal.workbook.writer import write

from .acts import imported
from .books import packed
from .hard import hard

pytestmark = pytest.mark.django_db
TABLE = re.compile(r'^(SELECT|INSERT INTO|UPDATE|DELETE FROM)\W.*?("\w+")', re.S)
LARGE = 150, 300
#: rows of the large workbook (a project has a form and six indicators), and of its smallest batch
ROWS, FEWEST = 300 + 150 * 8, 50


def statements(data: bytes) -> list[str]:
    """What was asked of the database, one word for each statement."""
    with CaptureQueriesContext(connection) as seen:
        imported(data)
    return [" ".join(found.groups()) for q in seen if (found := TABLE.match(q["sql"]))]


def acts(found: list[str]) -> list[str]:
    """A bulk statement counts once, into how many batches SQLite may cut it."""
    runs = ((each, len(list(run))) for each, run in groupby(found))
    return [e for each, n in runs for e in [each] * (1 if each[0] in "IU" else n)]


def test_ten_lines_and_three_hundred(codes: None) -> None:
    for _ in ("first", "again"):
        small, large = (
            statements(packed(hard(code, projects, lines), as_text=True))
            for code, projects, lines in (("813", 3, 10), ("814", *LARGE))
        )
        assert acts(small) == acts(large)
        assert len(large) - len(small) <= ROWS / FEWEST


def test_the_export(codes: None) -> None:
    small, large = (
        imported(packed(hard(code, projects, lines), as_text=True))
        for code, projects, lines in (("813", 3, 10), ("814", *LARGE))
    )
    with CaptureQueriesContext(connection) as few:
        write(small)
    with CaptureQueriesContext(connection) as many:
        write(large)
    assert len(few) == len(many)
