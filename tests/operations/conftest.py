"""One seeded machine for the session."""

import pytest

from tests.machines import Machine, build


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Code lists, the cast, and 801, 802, 803 approved; copied before it is used."""
    return build(tmp_path_factory.mktemp("machine"))
