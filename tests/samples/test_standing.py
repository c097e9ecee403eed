"""What is published and not being corrected is judged as it was published."""

import json

import pytest

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.jsonform.write import checks_json
from budgetportal.models import Artefact, Edition
from tests.commands.shell import run

from .conftest import Published


@pytest.mark.parametrize("sample", [("615", 2023), ("690", 2022), ("690", 2023)])
def test_the_checks_are_those_of_the_publication(
    sample: tuple[str, int], published: Published
) -> None:
    code, year = sample
    frozen = Artefact.objects.get(
        name="data.json", publication__department__code=code, publication__year=year
    )
    with frozen.file.open("rb") as file:
        said = json.load(file)["checks"]
    edition = Edition.objects.get(department__code=code, year=year)
    assert checks_json(assemble(edition).checks) == said
    assert run("checkbudget", code, year).code == 0
