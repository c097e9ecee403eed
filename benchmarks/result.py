"""What a benchmark reports: ours beside something else, as a ratio, against a goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time


@dataclass(frozen=True)
class Result:
    """One line of the table.

    ``ours`` and ``beside`` are medians with their unit; ``spread`` is (largest − smallest) ÷ median
    of our rounds; what is only stated has no ``met``.
    """

    name: str
    ours: str
    beside: str
    ratio: float | None
    goal: str
    met: bool | None
    spread: float | None = None


def rounds(full: bool) -> int:
    """Medians of at least five, three with --full."""
    return 3 if full else 5


def work(act: Callable[[], object]) -> float:
    """Processor time of one call: what a busy machine does not distort."""
    start = process_time()
    act()
    return process_time() - start


def seconds(act: Callable[[], object]) -> float:
    """Wall time of one call: where a database or another process works too."""
    start = perf_counter()
    act()
    return perf_counter() - start


def in_turn(
    ours: Callable[[], float], beside: Callable[[], float], count: int
) -> list[tuple[float, float]]:
    """A B A B …, after a round that is not counted."""
    ours()
    beside()
    return [(ours(), beside()) for _ in range(count)]


def compared(name: str, pairs: list[tuple[float, float]], goal: str, most: float) -> Result:
    """A comparison in seconds whose ratio ours ÷ beside should be at most ``most``."""
    ratio = median(one / other for one, other in pairs)
    times = [one for one, _ in pairs]
    return Result(
        name=name,
        ours=milliseconds(median(times)),
        beside=milliseconds(median(other for _, other in pairs)),
        ratio=ratio,
        goal=goal,
        met=ratio <= most,
        spread=(max(times) - min(times)) / median(times),
    )


def milliseconds(seconds: float) -> str:
    """``104 ms``; below ten with two decimals."""
    figure = seconds * 1000
    return f"{figure:,.0f} ms" if figure >= 10 else f"{figure:.2f} ms"
