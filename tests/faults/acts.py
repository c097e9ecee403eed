"""Run on a machine of its own: acts in processes that are killed, starved or raced.

Prints one JSON list a case: act, fault, exit code, and what is wrong after it and after the act
was done again (nothing).
"""

import errno
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.jsonform import dump
from budgetportal.models import Edition, ExpenditureLine, Job, Publication, Status
from budgetportal.publishing import (
    artefacts,
    gathering,
    leftovers,
    packing,
    released,
    tasks,
    workflow,
)
from budgetportal.publishing.doctor import examine
from budgetportal.publishing.released import places, whole_years
from budgetportal.publishing.released.answers import answer
from budgetportal.workbook.writer import write
from tests.faults.standstill import bring_back, ended, keep, started
from tests.faults.steps import FILES, WRITING, chosen, killed_at, watch

CODE = "801"
NOW = timezone.now()
RENDER = artefacts.render
Wrong = list[str]


def edition() -> Edition:
    return Edition.objects.select_related("department").get(department__code=CODE, year=2023)


def person(name: str) -> User:
    return User.objects.get(username=name)


class Publishing:
    """发布 of the next revision: all of it or nothing, and readers see one revision."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        files = RENDER(workflow.publishable(edition(), person("publisher"), NOW))
        self.files = len(files)
        artefacts.render = lambda document: files  # the same bytes for every case

    def act(self) -> None:
        workflow.publish(edition(), person("publisher"), NOW)

    def again(self) -> None:
        if edition().status == Status.APPROVED:
            self.act()
        released.mend()

    def is_done(self) -> bool:
        return Publication.objects.filter(revision=self.revision).exists()

    def wrong(self, *, whole: bool) -> Wrong:
        """What no reader may ever find; after the act was done again, also what is left to do."""
        found = list(Publication.objects.order_by("revision"))
        left = ("遗留",) if whole else ("遗留", "doctor --mend")
        faults = [said for said in examine() if not any(word in said for word in left)]
        if len(found) not in ((self.revision,) if whole else (self.revision - 1, self.revision)):
            faults.append(f"{len(found)} publications")
        if {each.artefacts.count() for each in found} - {self.files}:
            faults.append("half a publication")
        return faults + (_misread(found[-1]) if found else [])


def _misread(newest: Publication) -> Wrong:
    """Where a reader gets something else than the newest revision."""
    frozen = newest.artefacts.get(name="data.json").file.read()
    said: Any = answer(f"/2023/{CODE}/data.json")
    read = {"application": b"".join(said.streaming_content)}
    tree = places.standing(2023, CODE)
    if tree is not None:
        read["file"] = (tree / "data.json").read_bytes()
    return [name for name, content in read.items() if content != frozen]


class Importing:
    """导入 of a workbook: the working copy is the old one or the new one, to the last line."""

    def __init__(self) -> None:
        Edition.objects.filter(department__code=CODE).update(status=Status.DRAFT)
        self.before = dump(assemble(edition()))
        keep()
        Edition.objects.filter(department__code=CODE).update(duties="统筹科技与金融工作。")
        ExpenditureLine.objects.filter(edition=edition()).update(amount=12345)
        self.workbook, self.after = write(edition()), dump(assemble(edition()))
        bring_back()

    def act(self) -> None:
        file = ContentFile(self.workbook)
        assert tasks.import_later(file, person("clerk"), confirmed=True).state == "done"

    again = act

    def is_done(self) -> bool:
        return dump(assemble(edition())) == self.after

    def wrong(self, *, whole: bool) -> Wrong:
        now = dump(assemble(edition()))
        fine = (self.after,) if whole else (self.before, self.after)
        return [said for said in examine() if "遗留" not in said] + (
            [] if now in fine else ["a line was lost"]
        )


class Packing:
    """全年文件: whoever takes up the job ends with the same bytes; readers never see others."""

    def __init__(self) -> None:
        self.content = b"".join(packing.packed(packing.files(2023)))
        person_ = person("publisher")
        self.job = Job.objects.create(kind=Job.Kind.ARCHIVE, year=2023, person=person_)
        keep()

    def act(self) -> None:
        assert tasks.work.call(self.job.pk) == "done"

    again = act

    def is_done(self) -> bool:
        return Job.objects.filter(pk=self.job.pk, state="done").exists()

    def wrong(self, *, whole: bool) -> Wrong:
        said: Any = answer("/2023/all.zip")
        read = [b"".join(said.streaming_content)]
        there, place = gathering.current(2023), whole_years.place(2023)
        read += [place.read_bytes()] if place.exists() else []
        faults = [] if set(read) == {self.content} else ["other bytes"]
        if whole and (there is None or there.file.read() != self.content or len(read) != 2):
            faults.append("not put up")
        return faults + list(gathering.faults())


Doing = Publishing | Importing | Packing


def told(doing: Doing, name: str, fault: str, code: int) -> None:
    """What is wrong now, and after the same act again; then all is as before the fault."""
    after = doing.wrong(whole=False)
    doing.again()
    print(json.dumps([name, fault, code, after, doing.wrong(whole=True)]), flush=True)
    bring_back()


class Confirming(Importing):
    """A large workbook that was looked at and confirmed: a killed worker's is another's to end."""

    def __init__(self) -> None:
        super().__init__()
        self.job = tasks.import_later(ContentFile(self.workbook), person("clerk"), confirmed=False)
        assert self.job.state == "asked"
        Job.objects.update(state=Job.State.WAITING, confirmed=True)

    def act(self) -> None:
        tasks.work.call(self.job.pk)

    again = act

    def wrong(self, *, whole: bool) -> Wrong:
        """Once in the history, and the upload is gone when all is done."""
        Job.objects.update(attempts=0)  # more kills are tried than a job survives
        if whole:
            leftovers.KEEP = timedelta(0)
            leftovers.sweep()
        signed = edition().steps.filter(act="import").count()
        left = list((Path(settings.MEDIA_ROOT) / "jobs").glob("*")) if whole else []
        return [
            *super().wrong(whole=whole),
            *(["imported twice"] if signed > 1 else []),
            *(f"{path.name} is left" for path in left),
        ]


def steps(act: Callable[[], object]) -> list[str]:
    """Every step by its name; the act is not done."""
    path = Path(settings.VAR) / "steps"
    with path.open("w") as file:
        assert (
            ended(started(act, lambda: watch(lambda name: print(name, file=file, flush=True)))) == 0
        )
    bring_back()
    return path.read_text().splitlines()


def killed(doing: Doing, name: str) -> None:
    """kill -9 before every chosen step.

    Where a kill left nothing done, the next one is the same act again, as far as a later step.
    """
    for step in chosen(steps(doing.act)):
        code = ended(started(doing.act, partial(watch, killed_at(step))))
        if doing.is_done():
            told(doing, name, step.name, code)
        else:
            print(json.dumps([name, step.name, code, doing.wrong(whole=False), []]), flush=True)
            released.mend()
    told(doing, name, "at last", 0)


def disk_full(size: int, action: signal.Handlers) -> None:
    """No file grows beyond so many bytes: a write beyond it fails, or kills and leaves it torn."""
    signal.signal(signal.SIGXFSZ, action)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def read_only() -> None:
    """The storage refuses whatever would change it, as a file system that is mounted read-only."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        changes = event in FILES and (event != "open" or (arguments[2] or 0) & WRITING)
        if changes and str(settings.MEDIA_ROOT) in str(arguments[0]):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(arguments[0]))

    sys.addaudithook(hook)


def starved(doing: Publishing, name: str) -> None:
    for fault, action in (("disk full", signal.SIG_IGN), ("torn file", signal.SIG_DFL)):
        told(doing, name, fault, ended(started(doing.act, partial(disk_full, 30_000, action))))
    told(doing, name, "read-only", ended(started(doing.act, read_only)))


def raced(doing: Publishing, name: str) -> None:
    """Two publishers at the same moment: one publishes, the other is told."""
    pids = [started(doing.act) for _ in range(2)]
    told(doing, name, "two publishers", sum(ended(pid) for pid in pids))


def main() -> None:
    doing = Publishing(1)
    keep()
    killed(doing, "publication")
    starved(doing, "publication")
    raced(doing, "publication")
    doing.act()
    packed = Packing()
    killed(packed, "archive")
    told(
        packed,
        "archive",
        "torn file",
        ended(started(packed.act, partial(disk_full, 30_000, signal.SIG_DFL))),
    )
    workflow.reopen(edition(), person("publisher"), "更正示例金额")
    Edition.objects.filter(department__code=CODE).update(status=Status.APPROVED)
    keep()
    doing = Publishing(2)
    killed(doing, "correction")
    raced(doing, "correction")
    importing = Importing()
    keep()
    killed(importing, "import")
    confirming = Confirming()
    keep()
    killed(confirming, "confirmation")


main()
