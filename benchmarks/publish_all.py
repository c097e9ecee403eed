"""publish-all: a year of invented departments by ``publishbudget``, with one and two workers.

.venv/bin/python -m benchmarks.publish_all [--full]
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.result import Result
from tests.machines import SEED, build, copy

MANY = SEED.replace('("801", "802", "803")', "map(str, range(1001, 1001 + {count}))")
ONE = """
import time
from django.contrib.auth.models import User
from budgetportal.models import Edition
from budgetportal.publishing import workflow
person = User.objects.get(username="publisher")
for made in Edition.objects.order_by("pk")[:{count}]:
    started = time.perf_counter()
    workflow.publish(made, person)
    print(time.perf_counter() - started)
"""


def run(full: bool) -> Iterator[Result]:
    """N documents by one process each, beside N times one document in a warm process."""
    count = 300 if full else 20
    folder = Path(tempfile.mkdtemp(prefix="publish-"))
    try:
        seeded = build(folder / "seed", MANY.format(count=count))
        warm = copy(seeded, folder / "one").says(ONE.format(count=min(count, 8))).split()
        one = median(float(seconds) for seconds in warm[1:])
        took = {}
        for workers in (1, 2):
            machine = copy(seeded, folder / f"workers{workers}")
            started = time.perf_counter()
            done = machine.command(
                *("publishbudget", "--year", "2023", "--user", "publisher"),
                *("--workers", str(workers)),
            )
            took[workers] = time.perf_counter() - started
            assert len(re.findall("已发布（", done.stderr)) == count, done.stderr
        ratio = one * count / took[1]
        yield Result(
            "publish-all 1",
            f"{count} in {took[1]:.1f} s",
            f"{count} × {one:.2f} s",
            round(ratio, 2),
            "≥ 0.95",
            ratio >= 0.95,
            0.0,
        )
        faster = took[1] / took[2]
        yield Result(
            "publish-all 2",
            f"{count} in {took[2]:.1f} s",
            f"{count} in {took[1]:.1f} s",
            round(faster, 2),
            "≥ 1.8 × faster on two cores",
            faster >= 1.8,
            0.0,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    for result in run("--full" in sys.argv):
        print(result)
