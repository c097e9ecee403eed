"""All thirteen tables of sample 615 against the published source, cell by cell."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from .conftest import Published

GOLDEN = Path(__file__).parent.parent / "golden/615-2023"
Rows = list[list[str]]
NUMBERS = range(1, 14)


def printed(number: int) -> tuple[str, str, Rows]:
    """(title, note, rows) of the source."""
    with (GOLDEN / f"{number:02}.csv").open(encoding="utf-8", newline="") as file:
        title, note, *rows = csv.reader(file)
    return title[1], note[1], rows


def differences(number: int) -> list[dict[str, str]]:
    with (GOLDEN / "differences.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table"] == str(number)]


def expected(number: int) -> tuple[str, str, Rows]:
    """The source with the listed differences applied; each must quote what the source prints."""
    title, note, rows = printed(number)
    added: dict[int, Rows] = defaultdict(list)
    missing: set[int] = set()
    for each in differences(number):
        if each["row"] == "note":
            assert note == each["printed"]
            note = each["ours"]
        elif each["column"] != "row":
            row, column = int(each["row"]) - 1, int(each["column"]) - 1
            assert rows[row][column] == each["printed"]
            rows[row][column] = each["ours"]
        elif each["ours"]:
            added[int(each["row"])].append(each["ours"].split("|"))
        else:
            assert each["printed"] in rows[int(each["row"]) - 1]
            missing.add(int(each["row"]))
    kept = [([row] if i not in missing else []) + added[i] for i, row in enumerate(rows, 1)]
    return title, note, added[0] + [row for group in kept for row in group]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_table_equals_the_source_but_for_the_listed_differences(
    published: Published, number: int
) -> None:
    with published["615", 2023].artefacts.get(name="data.json").file.open("rb") as file:
        table = json.load(file)["tables"][number - 1]
    rows = [[cell["text"] for cell in row["cells"]] for row in table["rows"]]
    assert (table["title"], table["note"] or "", rows) == expected(number)
