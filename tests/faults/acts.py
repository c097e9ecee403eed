"""Run on a machine of its own: acts in processes that are killed, starved or raced.

Prints one line a case: what the fault left, and what the same act did when it was repeated.
"""

import errno
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections

from budgetportal.models import Edition, ExpenditureLine, Publication, Status
from budgetportal.publishing import released, workflow
from budgetportal.publishing.doctor import examine
from budgetportal.publishing.released import places
from budgetportal.rendering import pdf
from budgetportal.workbook.importing import import_workbook
from budgetportal.workbook.writer import write

#: what a process does to files and to the database, as Python itself reports it
EVENTS = {"open", "os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def in_a_process(act: Callable[[], object], fault: Callable[[], object] = lambda: None) -> int:
    """The exit code of an act in a process of its own, minus the signal that killed it."""
    connections.close_all()
    pid = os.fork()
    if not pid:
        code = 1
        try:
            fault()
            act()
            connections.close_all()
            code = 0
        except workflow.Refused:
            code = 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed_at(step: int) -> Callable[[], None]:
    """kill -9 at the step-th thing that is done to a file of the storage or the database."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in EVENTS and str(settings.VAR) in str(arguments[0]):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


def disk_full_at(size: int) -> Callable[[], None]:
    """No file grows beyond so many bytes: a write beyond it fails, as on a full disk."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def read_only() -> None:
    """The storage refuses whatever would change it, as a file system that is mounted read-only."""
    place = str(settings.MEDIA_ROOT)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        changes = event in EVENTS - {"open"} or (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        )
        if changes and place in str(arguments[0]):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(arguments[0]))

    sys.addaudithook(hook)


def edition(code: str) -> Edition:
    return Edition.objects.select_related("department").get(department__code=code, year=2023)


def publish(code: str) -> Callable[[], object]:
    return lambda: workflow.publish(edition(code), User.objects.get(username="publisher"))


def reopened(code: str) -> None:
    workflow.reopen(edition(code), User.objects.get(username="publisher"), "更正示例金额")
    Edition.objects.filter(department__code=code).update(status=Status.APPROVED)


def is_sound(code: str, revisions: int) -> bool:
    """No half publication, no wrong file under an address; strangers that nobody sees may lie."""
    publications = Publication.objects.filter(department__code=code)
    counts = {p.artefacts.count() for p in publications}
    wrong = [fault for fault in examine() if "遗留" not in fault and "doctor --mend" not in fault]
    tree = places.standing(2023, code)
    shown = sorted(p.name for p in tree.glob("r*")) if tree else []
    newest = [f"r{n}" for n in range(1, publications.count() + 1)]
    return (
        wrong == []
        and len(counts) <= 1
        and publications.count() in (revisions, revisions + 1)
        and shown in ([], newest)
    )


def publications(code: str, fault: Callable[[], None], before: int) -> str:
    code_of_fault = in_a_process(publish(code), fault)
    sound = is_sound(code, before)
    if edition(code).status == Status.APPROVED:
        in_a_process(publish(code))
    released.mend()
    repeated = Publication.objects.filter(department__code=code).count() == before + 1
    wrong = [fault for fault in examine() if "遗留" not in fault]
    return f"{code_of_fault} {'sound' if sound else 'UNSOUND'} {repeated} {wrong}"


def imported(step: int) -> str:
    """The same workbook again, killed while it replaces the working copy: no line is lost."""
    person = User.objects.get(username="clerk")
    Edition.objects.filter(department__code="803").update(status=Status.DRAFT)
    data, lines = write(edition("803")), ExpenditureLine.objects.filter(edition=edition("803"))
    amounts = sorted(lines.values_list("amount", flat=True))

    def act() -> None:
        from django.db import connection

        def count(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            count.seen += 1
            if count.seen == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        count.seen = 0
        with connection.execute_wrapper(count):
            assert not import_workbook(data, person).errors

    code = in_a_process(act)
    same = sorted(lines.values_list("amount", flat=True)) == amounts
    again = in_a_process(lambda: import_workbook(data, person))
    return f"{code} {'sound' if same else 'UNSOUND'} {again == 0} []"


def raced() -> str:
    """Two publishers at the same moment: one publishes, the other is told."""
    connections.close_all()
    children = []
    for _ in range(2):
        pid = os.fork()
        if not pid:
            try:
                publish("802")()
                os._exit(0)
            except workflow.Refused:
                os._exit(2)
            finally:
                os._exit(1)
        children.append(pid)
    codes = sorted(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children)
    return f"{codes} {Publication.objects.filter(department__code='802').count()}"


def main() -> None:
    pdf.warm()
    Path(settings.MEDIA_ROOT).mkdir(exist_ok=True)
    revision = 0
    for step in (12, 60):
        print("publication", step, publications("801", killed_at(step), revision), flush=True)
        revision += 1
        reopened("801")
    for step in (9, 90):
        print("correction", step, publications("801", killed_at(step), revision), flush=True)
        revision += 1
        reopened("801")
    print("disk full", publications("801", disk_full_at(30_000), revision), flush=True)
    reopened("801")
    print("read-only", publications("801", read_only, revision + 1), flush=True)
    for step in (20, 40):
        print("import", step, imported(step), flush=True)
    print("two publishers", raced(), flush=True)


main()
