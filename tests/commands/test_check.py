"""``checkbudget``: the findings of the present stage; 1 when one blocks, 2 without an edition."""

import json
from decimal import Decimal

import pytest

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.jsonform import to_json
from budgetportal.models import Edition, ExpenditureLine, PriorYearFigure, Status

from .shell import run

pytestmark = pytest.mark.django_db
NEGATIVE = "L08 阻断 支出明细第1行："


def test_a_sound_edition(draft: Edition) -> None:
    rules = assemble(draft).checks.rules
    assert run("checkbudget", 801, 2023) == (0, [f"共运行规则{rules}条，通过{rules}条。"], [])


def test_what_blocks_is_exit_1(draft: Edition) -> None:
    ExpenditureLine.objects.update(amount=-1)
    ran = run("checkbudget", 801, 2023)
    assert (ran.code, ran.err) == (1, [])
    assert [line[: len(NEGATIVE)] for line in ran.out if line.startswith("L08")] == [NEGATIVE]
    assert ran.out[-1].startswith("共运行规则")


def test_a_warning_alone_is_exit_0(draft: Edition) -> None:
    Edition.objects.update(is_new=False)
    PriorYearFigure.objects.create(edition=draft, indicator="收入总计", amount=Decimal(9000))
    checks = assemble(Edition.objects.get()).checks
    blocks = any(finding.blocks for finding in checks.findings)
    ran = run("checkbudget", 801, 2023)
    assert (ran.code, len(ran.out)) == (int(blocks), len(checks.findings) + 1)


@pytest.mark.parametrize("yuan", [10000, -1])
def test_json_is_the_checks_object_of_the_data(yuan: int, draft: Edition) -> None:
    ExpenditureLine.objects.update(amount=yuan)
    ran = run("checkbudget", 801, 2023, "--json")
    assert json.loads("\n".join(ran.out)) == to_json(assemble(draft))["checks"]
    assert (ran.code, ran.err) == (int(yuan < 0), [])


def test_the_rules_are_those_of_the_present_stage(draft: Edition) -> None:
    def rules() -> int:
        found: int = json.loads("\n".join(run("checkbudget", 801, 2023, "--json").out))["rules"]
        return found

    entry = rules()
    Edition.objects.update(status=Status.APPROVED)
    assert rules() == assemble(Edition.objects.get()).checks.rules
    assert rules() > entry


@pytest.mark.parametrize("words", [[802, 2023], [801, 2022], [802, 2023, "--json"]])
def test_without_such_an_edition(words: list[object], draft: Edition) -> None:
    assert run("checkbudget", *words) == (
        2,
        [],
        [f"没有部门 {words[0]} 的 {words[1]} 年度预算。"],
    )


@pytest.mark.parametrize("words", [[], [801], [801, "next"], [801, 2023, "--xml"]])
def test_wrong_words_are_wrong_use(words: list[object]) -> None:
    assert run("checkbudget", *words) == (2, [], [])
