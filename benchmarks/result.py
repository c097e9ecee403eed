"""What a benchmark reports: ours beside something else, as a ratio, against a goal."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One line of the table; ``spread`` is (largest − smallest) / median of our rounds."""

    name: str
    ours: str
    beside: str
    ratio: float
    goal: str
    met: bool
    spread: float
