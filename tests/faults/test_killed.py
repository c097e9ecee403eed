"""kill -9 before every kind of step, of the process and of the database, a full disk, a torn file,
a storage that is read-only, a database that is away, two publishers: nothing half, nothing wrong
for readers, and the same act done again."""

import json
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings

from tests.faults.postgres import serving, tool
from tests.machines import ROOT, Machine, build, copy

pytestmark = [
    pytest.mark.xdist_group("machine"),
    pytest.mark.usefixtures("django_db_setup"),  # on both databases
]
AGAIN = "at last", [0, [], []]
KILLED, TORN, DONE, FAILED, REFUSED = -9, -25, 0, 1, 2
IS_SERVER = not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
#: SQLite's writer waits its turn; PostgreSQL's connection is gone, and the act is done again
WAITED = FAILED if IS_SERVER else DONE
#: SQLite's file is on the disk of who writes it; PostgreSQL has a disk of its own
CROWDED = DONE if IS_SERVER else FAILED
SHARED = {"render", "insert publication", "insert artefact", "write frozen file", "update edition"}
SWITCH = {"write stamp", "rename new address"}
#: kinds of steps that each act must be seen to take, of those that are walked
STEPS = {
    "publication": SHARED | SWITCH | {"commit update yeararchive"},
    "correction": SHARED
    | SWITCH
    | {"remove address", "remove old tree", "commit update yeararchive"},
    "archive": {"write archive", "update yeararchive", "link archive's address", "update job"},
    "reopening": {"update edition", "insert step"},
    "withdrawal": {"insert withdrawal", "update edition", "remove address", "remove old tree"},
    "import": {"write upload", "delete expenditureline", "insert expenditureline", "update job"},
    "confirmation": {
        "update job",
        "delete expenditureline",
        "insert step",
        "commit update job",
        "remove upload",
    },
}
SOUND = [KILLED, [], []]
#: whether an act is done where PostgreSQL was killed: all is lost but what had come to its commit,
#: which nobody may have heard of
DATABASE = {
    "publication": {
        "insert publication": 0,
        "write frozen file": 0,
        "remove address": 0,
        "commit update yeararchive": 0,
        "committed update yeararchive": 1,
        "make tree": 1,
    },
    "withdrawal": {
        "remove address": 0,
        "commit update yeararchive": 0,
        "committed update yeararchive": 1,
    },
    "correction": {
        "remove address": 0,
        "commit update yeararchive": 0,
        "committed update yeararchive": 1,
        "rename new address": 1,
    },
    "import": {"delete expenditureline": 0, "commit update job": 0, "committed update job": 1},
    "confirmation": {
        "update job": 0,
        "insert step": 0,
        "commit update job": 0,
        "committed update job": 1,
        "remove upload": 1,
    },
}
Case = tuple[str, str, int, list[str], list[str]]


@pytest.fixture(scope="module")
def machine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machine]:
    """With a database of its own on the engine that is being tested; PostgreSQL may be killed."""
    folder = tmp_path_factory.mktemp("faults") / "machine"
    if not IS_SERVER:
        yield copy(request.getfixturevalue("seeded"), folder)
        return
    if tool("initdb") is None:
        pytest.skip("no PostgreSQL that may be killed: .ci/run installs it")
    with serving() as server:
        with psycopg.connect(f"{server}/template1", autocommit=True) as admin:
            admin.execute("CREATE DATABASE faults")
        yield build(folder, database=f"{server}/faults")


@pytest.fixture(scope="module")
def cases(machine: Machine) -> list[Case]:
    done = machine.python((ROOT / "tests/faults/acts.py").read_text())
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("act", STEPS)
def test_kill_9_before_every_kind_of_step(cases: list[Case], act: str) -> None:
    found = [(fault, rest) for name, fault, *rest in cases if name == act]
    walked = [fault for fault, rest in found if rest[0] == KILLED]
    assert STEPS[act] - set(walked) == set()
    assert [(fault, rest) for fault, rest in found if fault in walked and rest != SOUND] == []
    assert AGAIN in found


@pytest.mark.skipif(not IS_SERVER, reason="SQLite has no process of its own")
@pytest.mark.parametrize("act", DATABASE)
def test_kill_9_of_the_database_at_moments_of_an_act(cases: list[Case], act: str) -> None:
    found = {fault: rest for name, fault, *rest in cases if name == f"{act}, database"}
    wanted = {**DATABASE[act], "at last": 1}
    assert {fault: found[fault] for fault in wanted} == {
        fault: [done, [], []] for fault, done in wanted.items()
    }
    assert [(fault, rest) for fault, rest in found.items() if rest[1:] != [[], []]] == []


@pytest.mark.parametrize(
    ("act", "fault", "code"),
    [
        ("publication", "disk full", FAILED),
        ("publication", "torn file", TORN),
        ("publication", "read-only", FAILED),
        ("archive", "torn file", TORN),
        ("publication", "database away", FAILED),
        ("publication", "database away for a while", WAITED),
        ("publication", "database's disk full", FAILED),
        ("publication", "two publishers", REFUSED),
        ("reopening", "two publishers", REFUSED),
        ("withdrawal", "two publishers", REFUSED),
        ("withdrawal", "read-only", FAILED),
        ("correction", "disk full", FAILED),
        ("correction", "torn file", TORN),
        ("correction", "read-only", FAILED),
        ("correction", "database's disk full", FAILED),
        ("correction", "two publishers", REFUSED),
        ("reopening", "database away", FAILED),
        ("reopening", "database away for a while", WAITED),
        ("withdrawal", "database away", FAILED),
        ("withdrawal", "database away for a while", WAITED),
        ("import", "disk full", FAILED),
        ("import", "torn file", TORN),
        ("import", "read-only", FAILED),
        ("import", "database away", FAILED),
        ("import", "database away for a while", WAITED),
        ("import", "database's disk full", FAILED),
        ("confirmation", "worker's disk full", CROWDED),
        ("confirmation", "read-only", DONE),  # the upload is cleared away later
        ("confirmation", "database away", FAILED),
        ("confirmation", "database away for a while", WAITED),
        ("confirmation", "database's disk full", FAILED),
    ],
)
def test_faults_that_leave_the_process_alive(
    cases: list[Case], act: str, fault: str, code: int
) -> None:
    found = [rest for name, said, *rest in cases if (name, said) == (act, fault)]
    if fault == "database's disk full" and not found:
        pytest.skip("PostgreSQL on a full file system of its own: for who may mount one")
    assert found == [[code, [], []]] * len(found) != []
