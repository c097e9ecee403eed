"""serve-readers: what readers get through the native stack while a department is put up or mended.

Four processes ask for one thing over kept connections, for some seconds: while nothing happens,
while another department is published for the first time, while their own is corrected.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.operations.stack import Stack, running

from .load import Load, load
from .result import Result

#: for the act to end within them on a busy machine
SECONDS = 15.0
WITH = """
from django.contrib.auth.models import User
from budgetportal.models import Edition
from budgetportal.publishing import workflow
from tests.operations.standing import approved, correct
person = User.objects.get(username="publisher")
"""
PUBLISH = """workflow.publish(approved("{code}"), person)"""
CORRECT = """
made = Edition.objects.get(department__code="801")
correct(made, person)
workflow.publish(made, person)
"""


def run(full: bool) -> Iterator[Result]:
    """Page and PDF from nginx, the page from the application alone."""
    with running() as stack:
        stack.says(WITH + PUBLISH.format(code="811"))
        stack.says(WITH + "workflow.publish(Edition.objects.get(department__code='801'), person)")
        for number, (name, port, path) in enumerate(
            (
                ("page", stack.port, "/2023/801/"),
                ("PDF", stack.port, "/2023/801/disclosure.pdf"),
                ("page, application alone", stack.port + 1, "/2023/801/"),
            )
        ):
            quiet = load(port, path, seconds=SECONDS / 3)
            first = PUBLISH.format(code=820 + number)
            for act, code in (("published", first), ("corrected", CORRECT)):
                found = _while(stack, WITH + code, port, path)
                yield _result(f"serve-readers, {name}, {act}", found, quiet)


def _while(stack: Stack, code: str, port: int, path: str) -> Load:
    """The load during an act, which has ended before the load does."""
    with ThreadPoolExecutor(1) as beside:
        act = beside.submit(stack.says, code)
        found = load(port, path, seconds=SECONDS)
        assert act.done(), "the act took longer than the load"
        act.result()
    return found


def _result(name: str, found: Load, quiet: Load) -> Result:
    ratio = round(found.rate / quiet.rate, 2)
    goal = "no errors; rates stated"
    return Result(name, _said(found), _said(quiet), ratio, goal, found.errors + quiet.errors == 0)


def _said(found: Load) -> str:
    times = f"p50 {found.p50 * 1000:.1f} ms, p99 {found.p99 * 1000:.1f} ms"
    return f"{found.rate:.0f}/s, {times}, {found.errors} errors"
