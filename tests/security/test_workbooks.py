"""Uploaded workbooks of strangers: an orderly sentence or an import, never an error or a half one.

HOSTILE_ROUNDS asks for more bent files than the few of an ordinary run.
"""

import io
import os
import resource
import time
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from openpyxl import load_workbook

from budgetportal.workbook.bounds import LARGEST_FILE
from budgetportal.workbook.codes import load_codes
from budgetportal.workbook.importing import import_workbook
from budgetportal.workbook.marked import marked
from tests.workbook.acts import everything
from tests.workbook.books import packed, small

from .conftest import World
from .forms import HOSTILE
from .workbooks import BOMBS, bent

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "4")) * 25
SECONDS, MEGABYTES = 20, 500


def memory() -> int:
    """MB at the highest so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@pytest.mark.pure
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_bounded_time_and_memory(world: World, name: str) -> None:
    data = BOMBS[name]()
    assert len(data) < LARGEST_FILE
    before, highest, start = everything(), memory(), time.perf_counter()
    outcome = import_workbook(data, None)
    marked(data, outcome.errors)
    assert (time.perf_counter() - start < SECONDS, memory() - highest < MEGABYTES) == (True, True)
    assert (outcome.edition, everything()) == (None, before)
    assert len(outcome.errors) in range(1, 500)
    assert [len(error.message) < 300 for error in outcome.errors] == [True] * len(outcome.errors)


def imported(data: bytes, what: object, before: list[Any]) -> bool:
    """Whether the file was imported, and is taken back; where not, nothing has changed from
    ``before`` and every error is told."""
    writes: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        writes.extend(word for word in ("INSERT", "UPDATE", "DELETE") if sql.startswith(word))
        return execute(sql, *rest)

    with transaction.atomic(), connection.execute_wrapper(watch):
        outcome = import_workbook(data, None)
        assert (outcome.edition is None) == bool(outcome.errors), what
        if outcome.errors and writes:  # which must all have been taken back
            assert everything() == before, what
        transaction.set_rollback(True)
    return outcome.edition is not None


def test_bent_files(world: World) -> None:
    """Some are still workbooks; no part of the archive is so bent that reading it breaks."""
    before = everything()
    done = [imported(bent(Random(seed)), seed, before) for seed in range(ROUNDS)]
    assert everything() == before
    print(f"{ROUNDS} bent files: {sum(done)} imported, {ROUNDS - sum(done)} refused")


def test_hostile_cells(world: World) -> None:
    """Every kind of hostile text in the place of every kind of cell."""
    tried, before = 0, everything()
    for name, rows in small().items():
        for column in range(len(rows[-1])):
            for value in HOSTILE:
                if "\x00" in value:
                    continue
                sheets = {other: [list(row) for row in rows] for other, rows in small().items()}
                sheets[name][-1][column] = value[:32_000]
                imported(packed(sheets, as_text=True), (name, column, value[:40]), before)
                tried += 1
    assert everything() == before
    print(f"{tried} hostile cells")


@pytest.mark.pure
def test_bent_files_come_back_marked_or_with_a_sentence(world: World) -> None:
    client = world.browser("录入")
    for seed in range(ROUNDS):
        file = SimpleUploadedFile("a.xlsx", bent(Random(seed)))
        response = client.post("/admin/desk/import/", {"file": file, "marked": "1"})
        if response["Content-Type"].startswith("text/"):
            assert response.status_code in (200, 400), seed
        else:
            load_workbook(io.BytesIO(response.content))


def test_bent_code_lists(world: World) -> None:
    """The same files, and bytes that are no table at all, as a list of codes."""
    dice = Random(5)
    lists = [bent(Random(seed)) for seed in range(ROUNDS // 4)]
    lists += [dice.randbytes(dice.randint(0, 3_000)) for _ in range(ROUNDS // 4)]
    lists += [value.encode() for value in HOSTILE]
    lists += ["科目类别,科目编码,科目名称\n".encode() + value.encode() for value in HOSTILE]
    for data in lists:
        loaded = load_codes(data, 2023)
        assert loaded.added == 0 or not loaded.errors
