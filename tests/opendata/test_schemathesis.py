"""The API does what its own description says, whatever is asked; schemathesis asks."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from budgetportal.models import Publication
from budgetportal.wsgi import application

pytestmark = pytest.mark.xdist_group("opendata")
DESCRIBED = "/api/v1/openapi.json"


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """As Django's own client does: the application runs on the test's connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
def test_every_answer_is_as_described(
    published: dict[tuple[str, int], Publication], mode: GenerationMode
) -> None:
    described = schemathesis.openapi.from_wsgi(DESCRIBED, application)
    asked = []
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=12,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(headers={"Accept-Encoding": "identity"})

        ask()
        asked.append(operation.path)
    assert len(asked) == 6
