"""What a performance form and a row of a table cost the PDF, as documents grow."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from .enlarging import with_forms, with_rows
from .result import Result, work

FORMS = {False: (12, 36, 120), True: (12, 36, 120, 360)}
ROWS = (1_000, 5_000)
ROUNDS = 3


@dataclass(frozen=True)
class Cost:
    """Seconds of work and peak MB of one render in a process of its own."""

    seconds: float
    megabytes: float


def growth(document: Any, full: bool) -> Iterator[Result]:
    """All sizes in turn; the two smallest, whose difference is small, three times a round."""
    sizes = FORMS[full]
    turns = (*sizes[:2], *sizes[:2], *sizes) * ROUNDS
    yield from _forms(sizes, _costs(turns, lambda number: with_forms(document, number)))
    yield _rows(_costs(ROWS * ROUNDS, lambda number: with_rows(document, number)))


def _forms(sizes: tuple[int, ...], costs: dict[int, list[Cost]]) -> Iterator[Result]:
    base, second, last = sizes[0], sizes[1], sizes[-1]
    before, after = (
        (_seconds(costs[size]) - _seconds(costs[base])) / (size - base) for size in (second, last)
    )
    yield Result(
        name=f"pdf-growth seconds a form, {last} beside {second}",
        ours=f"{after:.4f} s",
        beside=f"{before:.4f} s",
        ratio=after / before,
        goal="≤ 1.1",
        met=after <= 1.1 * before,
        spread=_spread(costs[last]),
    )
    most, least = (median(cost.megabytes for cost in costs[size]) for size in (last, base))
    each = (most - least) / (last - base)
    name = f"pdf-growth MB a form at {last}"
    yield Result(name, f"{each:.2f} MB", f"{most:.0f} MB in all", None, "≤ 3 MB", each <= 3)


def _rows(costs: dict[int, list[Cost]]) -> Result:
    few, many = (_seconds(costs[size]) for size in ROWS)
    return Result(
        name="pdf-growth 5,000 rows beside 1,000",
        ours=f"{many:.1f} s",
        beside=f"{few:.1f} s",
        ratio=many / few,
        goal="≤ 5",
        met=many <= 5 * few,
        spread=_spread(costs[ROWS[-1]]),
    )


def _costs(turns: tuple[int, ...], make: Callable[[int], Any]) -> dict[int, list[Cost]]:
    found: dict[int, list[Cost]] = {}
    for size in turns:
        found.setdefault(size, []).append(_apart(partial(make, size)))
    return found


def _seconds(costs: list[Cost]) -> float:
    return median(cost.seconds for cost in costs)


def _spread(costs: list[Cost]) -> float:
    times = [cost.seconds for cost in costs]
    return (max(times) - min(times)) / median(times)


def _apart(make: Callable[[], Any]) -> Cost:
    read, write = os.pipe()
    if os.fork() == 0:
        _render_and_tell(make, write)
    os.close(write)
    with os.fdopen(read) as told:
        took, peak = map(float, told.read().split())
    os.wait()
    return Cost(took, peak)


def _render_and_tell(make: Callable[[], Any], pipe: int) -> None:
    from budgetportal.rendering import pdf

    document = make()
    took = work(lambda: pdf.render(document))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    os.write(pipe, f"{took} {peak}".encode())
    os._exit(0)
