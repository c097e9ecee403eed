"""kill -9 of the real web, worker and database processes in the midst of an act's transaction.

A table is held, so that the act has come exactly so far. A few moments in a short run, more of
them with ``FAULT_STEPS=all``.
"""

import base64
import os
import threading
import time
from collections.abc import Callable

import pytest

from tests.operations.held import held
from tests.operations.stack import SECONDS, Stack
from tests.operations.test_stack import AT_ONCE, SILENT, SOUND, WORKERS
from tests.operations.visitor import Visitor

pytestmark = pytest.mark.xdist_group("stack")
ALL = os.environ.get("FAULT_STEPS") == "all"
#: the process that dies, and the table that the act was about to write into
PUBLISHING = [
    ("worker-1", "artefact"),
    ("worker-1", "publication"),
    ("worker-1", "step"),
    ("worker-1", "yeararchive"),
    ("database", "artefact"),
    ("database", "yeararchive"),
]
IMPORTING = [
    ("worker-1", "expenditureline"),
    ("worker-1", "change"),
    ("worker-1", "step"),
    ("database", "expenditureline"),
    ("database", "step"),
]
CORRECTING = [
    ("web", "reopen", "step"),
    ("web", "withdraw", "withdrawal"),
    ("web", "withdraw", "step"),
    ("database", "reopen", "step"),
    ("database", "withdraw", "step"),
]
IN_WEB = [("web", "expenditureline"), ("web", "step"), ("database", "step")]
MADE = """
from django.contrib.auth.models import User
from budgetportal.models import Edition, Job, Status
from budgetportal.publishing import artefacts, tasks, workflow
made = Edition.objects.get(department__code="803")
clerk, person = (User.objects.get(username=name) for name in ("clerk", "publisher"))
"""
STATUS = MADE + "print(made.status)"
#: the department's year as an act needs it
READY = (
    MADE
    + """
if made.status != "{status}":
    if made.status in (Status.PUBLISHED, Status.WITHDRAWN):
        workflow.reopen(made, person, "更正示例金额")
    Edition.objects.filter(pk=made.pk).update(status=Status.APPROVED)
    made.refresh_from_db()
    if "{status}" == Status.PUBLISHED:
        workflow.publish(made, person)
    Edition.objects.filter(pk=made.pk).update(status="{status}")
    made.refresh_from_db()
"""
)
WORKBOOK = """
from django.core.files.base import ContentFile
from django.db import transaction
from budgetportal.workbook.writer import write
with transaction.atomic():
    Edition.objects.filter(pk=made.pk).update(duties="{duties}")
    workbook = write(Edition.objects.get(pk=made.pk))
    transaction.set_rollback(True)
"""
READY_TO_IMPORT = READY.format(status="draft")


def moments(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return found if ALL else found[:1]


def die(stack: Stack, process: str) -> None:
    """And what an operator would wait for, at once."""
    names = stack.says(WORKERS)
    stack.kill(process)
    if process.startswith("worker"):
        stack.says(SILENT.format(names=names))


def back(stack: Stack) -> None:
    stack.wait_for("/readyz", 200)
    stack.says(AT_ONCE)


def settled(stack: Stack) -> None:
    """No job is open."""
    end = time.monotonic() + SECONDS
    open_ = "from budgetportal.models import Job;print(Job.objects.filter(state__in=Job.OPEN"
    while stack.says(f"{open_}).exclude(kind='archive').exists())") == "True":
        assert time.monotonic() < end
        time.sleep(0.3)


@pytest.mark.parametrize(("process", "table"), moments(PUBLISHING))
def test_while_a_worker_publishes(stack: Stack, process: str, table: str) -> None:
    ready = READY.format(status="approved")
    revision = stack.says(ready + "print(artefacts.next_revision(made))")
    with held(stack, table) as met:
        stack.says(ready + "tasks.publish_later(made, person)")
        met()
        die(stack, process)
    back(stack)
    stack.wait_for(f"/2023/803/r{revision}/disclosure.pdf", 200)
    settled(stack)
    assert stack.says(STATUS) == "published"
    assert stack.says(SOUND) == "[]"


@pytest.mark.parametrize(("process", "table"), moments(IMPORTING))
def test_while_a_worker_imports(stack: Stack, process: str, table: str) -> None:
    before = int(stack.says(READY_TO_IMPORT + "print(made.steps.filter(act='import').count())"))
    program = READY_TO_IMPORT + WORKBOOK.format(duties=f"由后台导入，{process}，{table}。")
    with held(stack, table) as met:
        stack.says(program + "tasks.import_later(ContentFile(workbook), clerk, confirmed=True)")
        met()
        die(stack, process)
    back(stack)
    settled(stack)
    assert imported(stack) == (f"由后台导入，{process}，{table}。", before + 1)
    assert stack.says(SOUND) == "[]"


def imported(stack: Stack) -> tuple[str, int]:
    said = "print(made.duties, made.steps.filter(act='import').count())"
    duties, _, count = stack.says(READY_TO_IMPORT + said).rpartition(" ")
    return duties, int(count)


def interrupted(stack: Stack, process: str, table: str, ask: Callable[[], object]) -> None:
    """A request whose process dies before it writes into a table."""
    with held(stack, table) as met:
        asked = threading.Thread(target=ask)
        asked.start()
        met()
        die(stack, process)
    asked.join()
    back(stack)


@pytest.mark.parametrize(("process", "act", "table"), moments(CORRECTING))
def test_while_web_corrects(stack: Stack, process: str, act: str, table: str) -> None:
    said = READY.format(status="published") + "print(made.pk)"
    place = f"/admin/desk/{stack.says(said)}/do/{act}/"
    publisher = Visitor(stack, "publisher")
    interrupted(stack, process, table, lambda: publisher.ask("POST", place, text="更正示例"))
    assert stack.says(STATUS) == "published"
    assert publisher.ask("POST", place, text="更正示例")[0] == 302
    assert stack.says(STATUS) == {"reopen": "draft", "withdraw": "withdrawn"}[act]
    assert stack.says(SOUND) == "[]"


@pytest.mark.parametrize(("process", "table"), moments(IN_WEB))
def test_while_web_imports(stack: Stack, process: str, table: str) -> None:
    duties = f"由网页导入，{process}，{table}。"
    said = "import base64;print(base64.b64encode(workbook).decode())"
    program = READY_TO_IMPORT + WORKBOOK.format(duties=duties) + said
    workbook = base64.b64decode(stack.says(program))
    before, clerk = imported(stack), Visitor(stack, "clerk")
    interrupted(stack, process, table, lambda: clerk.upload("/admin/desk/import/", workbook))
    assert imported(stack) == before
    assert clerk.upload("/admin/desk/import/", workbook)[0] == 302
    assert imported(stack) == (duties, before[1] + 1)
    assert stack.says(SOUND) == "[]"
