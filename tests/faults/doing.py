"""The acts that are killed, starved or raced, and what must hold after each fault."""

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
from budgetportal.models import Edition, ExpenditureLine, Job, Publication, Status, Withdrawal
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
from budgetportal.publishing.released.answers import NoAnswer, answer
from budgetportal.workbook.writer import write
from tests.faults.standstill import bring_back, elsewhere, keep

CODE = "801"
NOW = timezone.now()
RENDER = artefacts.render
REASON = "更正示例金额"
Wrong = list[str]


def edition() -> Edition:
    return Edition.objects.select_related("department").get(department__code=CODE, year=2023)


def person(name: str) -> User:
    return User.objects.get(username=name)


class Publishing:
    """发布 of the next revision: all of it or nothing, and readers see one revision."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        publishable = partial(workflow.publishable, edition(), person("publisher"), NOW)
        files = elsewhere(lambda: RENDER(publishable()))
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
        faults = _sick(whole=whole)
        if len(found) not in ((self.revision,) if whole else (self.revision - 1, self.revision)):
            faults.append(f"{len(found)} publications")
        if {each.artefacts.count() for each in found} - {self.files}:
            faults.append("half a publication")
        return faults + (_misread(found[-1]) if found else [])


def _sick(*, whole: bool) -> Wrong:
    """What the doctor says; what she mends herself is no fault before the act was done again."""
    left = ("遗留",) if whole else ("遗留", "doctor --mend")
    return [said for said in examine() if not any(word in said for word in left)]


def _misread(newest: Publication) -> Wrong:
    """Where a reader gets something else than the newest revision."""
    frozen = newest.artefacts.get(name="data.json").file.read()
    try:
        said: Any = answer(f"/2023/{CODE}/data.json")
    except NoAnswer:  # 410
        return ["unreadable"]
    read = {"application": b"".join(said.streaming_content)}
    tree = places.standing(2023, CODE)
    if tree is not None:
        read["file"] = (tree / "data.json").read_bytes()
    return [name for name, content in read.items() if content != frozen]


class Reopening:
    """开启更正: a working copy to the last line what is published, which readers go on reading."""

    def act(self) -> None:
        workflow.reopen(edition(), person("publisher"), REASON)

    def again(self) -> None:
        if not self.is_done():
            self.act()

    def is_done(self) -> bool:
        return edition().status == Status.DRAFT

    def wrong(self, *, whole: bool) -> Wrong:
        now, done = edition(), self.is_done()
        last = now.steps.last()
        said = {done, now.correction == REASON, last is not None and last.act == "reopen"}
        halves = [] if said == {done} and done >= whole else ["half a correction"]
        return halves + _sick(whole=whole) + _misread(Publication.objects.get())


class Withdrawing:
    """撤回: from one moment on nobody reads it, in any way; before it everybody does."""

    def act(self) -> None:
        workflow.withdraw(edition(), person("publisher"), "示例撤回")

    def again(self) -> None:
        if not self.is_done():
            self.act()
        released.mend()

    def is_done(self) -> bool:
        return Withdrawal.objects.exists()

    def wrong(self, *, whole: bool) -> Wrong:
        now, done = edition(), self.is_done()
        last = now.steps.last()
        said = {done, now.status == Status.WITHDRAWN, last is not None and last.act == "withdraw"}
        halves = [] if said == {done} and done >= whole else ["half a withdrawal"]
        misread = _misread(Publication.objects.get())
        shown = places.standing(2023, CODE) is not None
        if done and (shown or misread != ["unreadable"]):
            halves.append("still read")
        return halves + _sick(whole=whole) + ([] if done else misread)


class Importing:
    """导入 of a workbook: the working copy is the old one or the new one, to the last line.

    With ``more`` lines it needs room that no table has left.
    """

    def __init__(self, more: int = 0) -> None:
        Edition.objects.filter(department__code=CODE).update(status=Status.DRAFT)
        self.before = dump(assemble(edition()))
        keep()
        Edition.objects.filter(department__code=CODE).update(duties="统筹科技与金融工作。")
        ExpenditureLine.objects.filter(edition=edition()).update(amount=12345)
        line = ExpenditureLine.objects.filter(edition=edition())[0]
        line.pk = None
        ExpenditureLine.objects.bulk_create([line] * more)
        self.workbook, self.after = write(edition()), dump(assemble(edition()))
        bring_back()

    def act(self) -> None:
        file = ContentFile(self.workbook)
        assert tasks.import_later(file, person("clerk"), confirmed=True).state == "done"

    again = act

    def is_done(self) -> bool:
        return edition().steps.filter(act="import").exists()

    def wrong(self, *, whole: bool) -> Wrong:
        """What the history says is what stands there."""
        done = self.is_done()
        lost = dump(assemble(edition())) != (self.after if done else self.before)
        return [
            *(said for said in examine() if "遗留" not in said),
            *(["a line was lost"] if lost or whole > done else []),
        ]


class Confirming(Importing):
    """A large workbook that was looked at and confirmed: a killed worker's is another's to end."""

    def __init__(self, more: int = 0) -> None:
        super().__init__(more)
        self.job = tasks.import_later(ContentFile(self.workbook), person("clerk"), confirmed=False)
        assert self.job.state == "asked"
        Job.objects.update(state=Job.State.WAITING, confirmed=True)

    def act(self) -> None:
        assert tasks.work.call(self.job.pk) == Job.State.DONE

    def again(self) -> None:
        """Where its page says that it was given up: the same workbook, uploaded again."""
        ended = Job.objects.get(pk=self.job.pk).state == Job.State.FAILED
        (super().act if ended else self.act)()

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
        Job.objects.update(attempts=0)  # more kills are tried than a job survives
        said: Any = answer("/2023/all.zip")
        read = [b"".join(said.streaming_content)]
        there, place = gathering.current(2023), whole_years.place(2023)
        read += [place.read_bytes()] if place.exists() else []
        faults = [] if set(read) == {self.content} else ["other bytes"]
        if whole and (there is None or there.file.read() != self.content or len(read) != 2):
            faults.append("not put up")
        return faults + list(gathering.faults())


Doing = Packing | Publishing | Reopening | Withdrawing | Importing
