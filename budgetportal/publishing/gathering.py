"""Everything of a year in one stored file (全年文件), made in the background.

``outdate`` takes the file off within the transaction that publishes or withdraws, and leaves a job
that ``gather`` does; until it is done readers get the same bytes, packed while they read. Both
hold the year's row, so that no file is put up that is older than a publication. A killed job is
begun again: the bytes depend on nothing but what is published, and no row names a torn file.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from functools import partial

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from budgetportal.models import Artefact, Job, Publication, YearArchive

from . import packing, progress
from .deferred import is_deferred
from .intact import Damaged, is_intact
from .released import whole_years

log = logging.getLogger("budgetportal.released")


def current(year: int) -> YearArchive | None:
    """The stored archive of what is published now, if it is there and whole."""
    found = YearArchive.objects.filter(year=year).exclude(file="").first()
    return found if found is not None and is_intact(found) else None


def outdate(year: int) -> None:
    """Inside a transaction that changes what is published: the archive is to be made anew."""
    _empty(year)
    _ask(year)


def run(job: Job) -> tuple[Job.State, str]:
    """The job of a year: how it ended, and what its page says."""
    assert job.year is not None
    try:
        made = gather(job.year)
    except Damaged as damaged:
        return Job.State.FAILED, f"公开文件 {damaged} 缺失或被改动，没有打包；请运行 doctor。"
    if made is None:
        return Job.State.DONE, "打包期间又有公开或撤回，由下一次打包办理。"
    return Job.State.DONE, f"{made}已打包（{made.size:,}字节）。"


def gather(year: int) -> YearArchive | None:
    """Pack what is published now and put it up; None where something was published meanwhile."""
    files = packing.files(year)
    tag = packing.tag(files)
    there = current(year)
    if not files or (there is not None and there.tag == tag):
        return there
    content = packing.Measured(packing.packed(_counted(files)))
    stored = File(io.BufferedReader(content))
    return _switch(year, tag, default_storage.save(f"archives/{year}/{tag}.zip", stored), content)


def _counted(files: list[Artefact]) -> Iterator[Artefact]:
    for number, file in enumerate(files):
        progress.step("打包文件", number, len(files))
        yield file
    progress.step("写入文件", len(files), len(files))


@transaction.atomic
def _switch(year: int, tag: str, name: str, content: packing.Measured) -> YearArchive | None:
    """The file stands for the year from the commit on, unless it is outdated by now."""
    row = _held(year)
    if packing.tag(packing.files(year)) != tag or not default_storage.exists(name):
        transaction.on_commit(partial(default_storage.delete, name))
        _ask(year)
        return None
    _put(row, tag, name, content)
    whole_years.put_up(year, name)
    transaction.on_commit(partial(_sweep, year, name))
    return row


def _held(year: int) -> YearArchive:
    """The year's row, for whoever changes it alone."""
    return YearArchive.objects.select_for_update().get_or_create(year=year)[0]


def _empty(year: int) -> None:
    _put(_held(year), "", "", packing.Measured(iter(())))
    whole_years.take_down(year)


def _put(row: YearArchive, tag: str, name: str, content: packing.Measured) -> None:
    row.tag, row.file = tag, name
    row.size, row.sha256 = content.size, content.digest.hexdigest()
    row.save()


def _ask(year: int) -> None:
    """One job waits for a year, however much is published; the workers' next look queues it."""
    if not is_deferred():
        return
    waiting = Job.objects.filter(kind=Job.Kind.ARCHIVE, year=year, state=Job.State.WAITING)
    if not waiting.exists():
        newest = Publication.objects.filter(year=year).latest("published_at")
        Job.objects.create(kind=Job.Kind.ARCHIVE, year=year, person=newest.published_by)


def _sweep(year: int, name: str) -> None:
    """Older archives go, but for the last, which somebody may just be opening."""
    folder = f"archives/{year}"
    others = {f"{folder}/{file}" for file in default_storage.listdir(folder)[1]} - {name}
    for old in sorted(others, key=default_storage.get_modified_time)[:-1]:
        default_storage.delete(old)


def stale() -> Iterator[int]:
    """Years of which no archive stands, or another one at their address."""
    there = {row.year: row for row in YearArchive.objects.exclude(file="")}
    years = Publication.objects.newest().order_by("year").values_list("year", flat=True)
    yield from (year for year in years.distinct() if not _stands(there.get(year)))


def _stands(row: YearArchive | None) -> bool:
    name = row.file.name if row else None
    if row is None or not name or not default_storage.exists(name):
        return False
    return default_storage.size(name) == row.size and whole_years.shows(row.year, name)


def mend() -> list[int]:
    """Make what a crash or an upgrade left undone, and no job is about to make."""
    busy = Job.objects.filter(kind=Job.Kind.ARCHIVE, state__in=Job.OPEN)
    found = sorted(set(stale()) - set(busy.values_list("year", flat=True)))
    for year in found:
        with transaction.atomic():
            _empty(year)
        try:
            gather(year)
        except (Damaged, OSError) as error:
            log.error("archive of %s cannot be made: %s", year, error)
    return found


def faults() -> Iterator[str]:
    """What is wrong with the archives that stand."""
    for row in YearArchive.objects.exclude(file=""):
        if not is_intact(row) or not whole_years.shows(row.year, row.file.name or ""):
            yield f"{row}与打包时的不一致（运行 doctor --mend 重新打包）。"
