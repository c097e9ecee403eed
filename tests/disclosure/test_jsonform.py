"""data.json carries the whole document: nothing is lost on the way there and back."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import jsonschema
from hypothesis import given, settings

from budgetportal.disclosure.jsonform import SCHEMA, book_from, dump, from_json, to_json
from budgetportal.ledger.book import Book
from budgetportal.ledger.rules import Checks, Finding, Severity
from budgetportal.statements.forms.shanxi_2023 import TABLES
from tests.documents import document, form
from tests.random_books import books
from tests.text_ledger import book

SCHEMA_JSON = json.loads(SCHEMA.read_text(encoding="utf-8"))


@given(books())
@settings(max_examples=25, deadline=None)
def test_there_and_back_is_the_same(made: Book) -> None:
    data = to_json(document(made))
    assert to_json(from_json(json.loads(json.dumps(data)))) == data


@given(books())
@settings(max_examples=25, deadline=None)
def test_the_tables_can_be_computed_again_from_the_published_lines(made: Book) -> None:
    data = to_json(document(made))
    again = book_from(data)
    assert to_json(document(again))["tables"] == data["tables"]


def test_everything_in_the_schema_is_described_and_money_names_its_unit() -> None:
    def parts(node: dict, name: str) -> Iterator[tuple[str, dict]]:
        kids = [*node.get("properties", {}).items()]
        kids += [
            (f"{name}[]", node[key]) for key in ("items", "additionalProperties") if _is(node, key)
        ]
        for each, kid in kids:
            yield each, kid
            yield from parts(kid, each)

    whole = [
        part for node in (SCHEMA_JSON, SCHEMA_JSON["$defs"]["checks"]) for part in parts(node, "")
    ]
    assert [name for name, node in whole if not node.get("description", "").endswith("。")] == []
    money = [node for _, node in whole if node.get("$ref") == "#/$defs/yuan"]
    assert [node for node in money if "元" not in node["description"]] == [
        node for node in money if "个" in node["description"]
    ]


def _is(node: dict, key: str) -> bool:
    return isinstance(node.get(key), dict)


@given(books())
@settings(max_examples=25, deadline=None)
def test_every_export_is_valid_against_the_published_schema(made: Book) -> None:
    jsonschema.Draft202012Validator(SCHEMA_JSON).validate(to_json(document(made, form())))


def test_a_published_document_keeps_its_answers_and_dates() -> None:
    warning = Finding("P06", Severity.WARN, "项目甲", "资金相差较大", answer="分年安排")
    made = document(
        book("2060404 一般公共预算 当年 项目 10000"),
        form(),
        checks=Checks(11, (warning,)),
        revision=2,
        approved_on=date(2023, 2, 1),
        published_at=datetime(2023, 2, 14, 1, 30, tzinfo=UTC),
        is_sample=True,
    )
    back = from_json(json.loads(dump(made)))
    assert (back.checks, back.revision, back.approved_on, back.published_at, back.is_sample) == (
        made.checks,
        2,
        date(2023, 2, 1),
        made.published_at,
        True,
    )
    assert len(back.sheets) == len(TABLES)


def test_the_same_document_gives_the_same_bytes() -> None:
    made = document(book("2060404 一般公共预算 当年 项目 10000"), form())
    assert dump(made) == dump(made)


def test_leaf_lines_are_codes_and_official_terms_with_yuan_of_two_decimals() -> None:
    data = to_json(document(book("2011301 一般公共预算 当年 基本 30217 6900")))
    assert data["lines"] == [
        {
            "unit": "615001",
            "function": "2011301",
            "fund": "一般公共预算",
            "vintage": "当年预算",
            "nature": "基本支出",
            "economic": "30217",
            "government_economic": "50502",
            "cost_class": "公用经费",
            "level": "市县",
            "project": None,
            "yuan": "6900.00",
            "remark": "",
        }
    ]
