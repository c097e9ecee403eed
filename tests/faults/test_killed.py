"""kill -9, a full disk, a read-only storage, two publishers: nothing half, and done again."""

import pytest

from tests.machines import ROOT, Machine, copy

pytestmark = pytest.mark.xdist_group("machine")
KILLED, FAILED = "-9", "1"


@pytest.fixture(scope="module")
def told(seeded: Machine, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One line a case."""
    machine = copy(seeded, tmp_path_factory.mktemp("faults") / "machine")
    done = machine.python((ROOT / "tests/faults/acts.py").read_text())
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def cases(told: list[str], name: str) -> list[list[str]]:
    return [line.split()[-4:] for line in told if line.startswith(name)]


@pytest.mark.parametrize("act", ["publication", "correction", "import"])
def test_kill_9_at_any_step(told: list[str], act: str) -> None:
    found = cases(told, act)
    assert len(found) >= 2
    assert found == [[KILLED, "sound", "True", "[]"]] * len(found)


def test_a_full_disk(told: list[str]) -> None:
    assert cases(told, "disk full") == [[FAILED, "sound", "True", "[]"]]


def test_a_storage_that_is_read_only(told: list[str]) -> None:
    assert cases(told, "read-only") == [[FAILED, "sound", "True", "[]"]]


def test_two_publishers_at_the_same_moment(told: list[str]) -> None:
    assert told[-1] == "two publishers [0, 2] 1"
