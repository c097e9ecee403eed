"""publish-all: a year of invented departments by ``publishbudget``, with one and two workers."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.machines import ROOT, Machine, build, copy

from .result import Result

#: departments, and how many of them are published one by one for comparison
COUNT = {False: (16, 8), True: (300, 30)}
SEEDED = "from benchmarks.approved_year import prepare; prepare({count})"
ONE = """
import time
from django.contrib.auth.models import User
from budgetportal.models import Edition
from budgetportal.publishing import workflow
from budgetportal.rendering import pdf
pdf.warm()
person = User.objects.get(username="publisher")
for made in Edition.objects.order_by("department__code")[:{sample}]:
    started = time.perf_counter()
    workflow.publish(made, person)
    print(made.department.code, time.perf_counter() - started)
"""


@dataclass(frozen=True)
class Year:
    """One run: wall seconds, MB of the parent after each document, peak MB of each child."""

    seconds: float
    parent: list[float]
    children: list[float]


def run(full: bool) -> Iterator[Result]:
    """N documents by one process each, beside N times one document in a warm process."""
    count, sample = COUNT[full]
    folder = Path(tempfile.mkdtemp(prefix="publish-"))
    try:
        seeded = build(folder / "seed", SEEDED.format(count=count))
        one = _alone(copy(seeded, folder / "one"), sample)
        single, double = (_year(copy(seeded, folder / f"by{n}"), n, count) for n in (1, 2))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    yield from _compared(count, sample, one, single, double)


def _compared(count: int, sample: int, one: float, single: Year, double: Year) -> Iterator[Result]:
    alone = one / sample * count
    ratio = alone / single.seconds
    beside = f"{count} × {one / sample:.2f} s"
    ours = f"{count} in {single.seconds:.0f} s"
    yield Result("publish-all 1 worker", ours, beside, ratio, "≥ 0.95", ratio >= 0.95)
    faster = single.seconds / double.seconds
    goal, both = "≥ 1.8 × faster on two cores", f"{count} in {double.seconds:.0f} s"
    yield Result("publish-all 2 workers", both, ours, faster, goal, faster >= 1.8)
    first, last = single.parent[0], single.parent[-1]
    ours, before = f"{last:.0f} MB after {count}", f"{first:.0f} MB after 1"
    yield Result(
        "publish-all memory", ours, before, last / first, "flat (≤ 1.05)", last <= 1.05 * first
    )
    yield _growing(single.children)


def _growing(peaks: list[float]) -> Result:
    """The processes that publish one department each: the later half needs what the first did."""
    half = len(peaks) // 2
    before, after = median(peaks[:half]), median(peaks[half:])
    return Result(
        name="publish-all memory of the processes of one department",
        ours=f"{after:.0f} MB, at most {max(peaks):.0f}",
        beside=f"{before:.0f} MB in the first half",
        ratio=after / before,
        goal="flat (≤ 1.05)",
        met=after <= 1.05 * before,
        spread=(max(peaks) - min(peaks)) / median(peaks),
    )


def _alone(machine: Machine, sample: int) -> float:
    """Seconds of the first departments, one after another in one warm process.

    They are drawn like all others, so that their mean stands for the year's.
    """
    told = machine.says(ONE.format(sample=sample)).splitlines()
    return sum(float(line.split()[1]) for line in told)


def _year(machine: Machine, workers: int, count: int) -> Year:
    words = ("publishbudget", "--year", "2023", "--user", "publisher", "--workers", str(workers))
    command = [sys.executable, "manage.py", *words]
    parent, children = list[float](), list[float]()
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=machine.environment, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "已发布（" in line:
            parent.append(_resident(process.pid))
            children.append(float(line.partition("秒，")[2].partition(" MB")[0]))
    status, took = process.wait(), time.perf_counter() - started
    assert (status, len(parent)) == (0, count), "not all were published"
    return Year(took, parent, children)


def _resident(pid: int) -> float:
    """MB that a process holds now."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
