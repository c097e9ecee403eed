"""Readers while a department is published, corrected and withdrawn: the old or the new, whole."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import pytest

from tests.operations.stack import Stack, said

pytestmark = pytest.mark.xdist_group("stack")
PLACE = "/2023/804/"
PATHS = ("", "disclosure.pdf", "data.json", "r1/", "r1/data.json")
WITH = """
from django.contrib.auth.models import User
from budgetportal.models import Edition
from budgetportal.publishing import workflow
from tests.operations.standing import approved, correct
person = User.objects.get(username="publisher")
def made():
    return Edition.objects.get(department__code="804")
"""
ACTS = {
    "publication": "approved('804'); workflow.publish(made(), person)",
    "correction": "correct(made(), person); workflow.publish(made(), person)",
    "withdrawal": "workflow.withdraw(made(), person, '示例：数据有误')",
}
#: (front or application alone, path) → an answer: status, content's digest, headers
Asked = tuple[bool, str]
Seen = tuple[int, str, tuple[tuple[str, str], ...]]


def look(stack: Stack, front: bool, path: str) -> Seen:
    """One answer; a page is dated when it was stored, and has no date before that."""
    answer = (stack.get if front else stack.alone)(PLACE + path)
    headers = said(answer)
    if path.endswith("/") or not path:
        headers.pop("Last-Modified", None)
    return answer[0], sha256(answer[1]).hexdigest(), tuple(sorted(headers.items()))


def all_of(stack: Stack) -> dict[Asked, Seen]:
    """What stands at every address while nothing happens."""
    return {(front, path): look(stack, front, path) for front in (True, False) for path in PATHS}


@contextmanager
def readers(stack: Stack) -> Iterator[dict[Asked, list[Seen]]]:
    """One for each address and server, asking without pause; what they saw, in its order."""
    found: dict[Asked, list[Seen]] = {}
    stop = threading.Event()

    def read(front: bool, path: str) -> None:
        seen = found.setdefault((front, path), [])
        while not stop.is_set():
            seen.append(look(stack, front, path))
            time.sleep(0.02)

    threads = [
        threading.Thread(target=read, args=(front, path))
        for front in (True, False)
        for path in PATHS
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    yield found
    time.sleep(0.3)
    stop.set()
    for thread in threads:
        thread.join()


def changes(seen: list[Seen]) -> list[Seen]:
    """A reader's answers without repetitions: what it was shown, one after the other."""
    return [each for at, each in enumerate(seen) if at == 0 or each != seen[at - 1]]


def test_readers_see_the_old_and_then_the_new_and_nothing_else(stack: Stack) -> None:
    """Byte for byte, with the headers that belong to it, from nginx and the application alone."""
    before = all_of(stack)
    statuses = [{seen[0] for seen in before.values()}]
    for act in ACTS.values():
        with readers(stack) as found:
            stack.says(f"{WITH}\n{act}")
            at_once = all_of(stack)
        after = all_of(stack)
        assert at_once == after
        for asked, seen in found.items():
            old, new = before[asked], after[asked]
            assert changes(seen) == ([old] if old == new else [old, new]), asked
        assert {key: after[True, key] for key in PATHS} == {key: after[False, key] for key in PATHS}
        statuses.append({seen[0] for seen in after.values()})
        before = after
    assert statuses == [{404}, {200}, {200}, {410}]
