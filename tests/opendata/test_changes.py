"""``/changes/`` lists every figure and sentence that a correction changed, and nothing else."""

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client

from budgetportal.models import Publication

from .conftest import REASON

pytestmark = pytest.mark.xdist_group("opendata")
Published = dict[tuple[str, int], Publication]


def data(publication: Publication) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(publication.artefacts.get(name="data.json").file.read())
    return found


def printed(found: dict[str, Any]) -> list[tuple[int, list[str]]]:
    return [
        (table["number"], [cell["text"] for row in table["rows"] for cell in row["cells"]])
        for table in found["tables"]
    ]


def test_exactly_the_changed_cells(published: Published, client: Client) -> None:
    before, after = (printed(data(published["801", revision])) for revision in (1, 2))
    expected = [
        (f"t{number}", old, new)
        for (number, cells), (_, again) in zip(before, after, strict=True)
        for old, new in zip(cells, again, strict=True)
        if old != new
    ]
    answer = client.get("/2023/801/changes/")
    ((_, listed),) = answer.context["steps"]
    tables = [(each.anchor, each.old, each.new) for each in listed if each.anchor[0] == "t"]
    assert tables == expected
    assert {(old, new) for _, old, new in tables} == {("1.00", "2.00")}
    page = unescape(answer.content.decode())
    assert all(text in page for each in listed for text in (each.where, each.old, each.new))
    assert REASON in page


def test_every_changed_sentence_is_one_of_the_old_and_one_of_the_new(
    published: Published, client: Client
) -> None:
    texts = [
        "".join(
            text for note in data(published["801", each])["notes"] for text in note["paragraphs"]
        )
        for each in (1, 2)
    ]
    ((_, listed),) = client.get("/2023/801/changes/").context["steps"]
    notes = [each for each in listed if each.anchor[0] == "n"]
    assert notes
    for each in notes:
        assert each.old in texts[0]
        assert each.new in texts[1]
        assert each.old != each.new


def test_where_nothing_was_corrected_there_is_nothing_to_list(
    published: Published, client: Client
) -> None:
    assert "公开以来没有更正" in client.get("/2023/803/changes/").content.decode()
