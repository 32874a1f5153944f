"""What a long line is sent as: each day and count as its step from the one before.

That takes a third of the bytes: months follow each other, and steps of a total are the counts of
its columns. ``assets/shared/points.js`` adds them up again.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from dashboard.figures.theme import Figure

DAYS, COUNTS = "x", "y"
DAYS_KEPT = 64
"""Of lines: several of an answer have the same days, and so have many answers."""


def in_steps(figure: Figure) -> Figure:
    """The same figure, to be sent to a browser.

    Its ``x`` are days in ISO format. Of its counts, those of lines, which are whole numbers, are
    sent so, and those that are all the same; ``None`` stays.
    """
    return figure | {"data": [trace | dict(_in_steps(trace)) for trace in figure["data"]]}


def _in_steps(trace: Figure) -> Iterator[tuple[str, Figure]]:
    if days := tuple(trace[DAYS]):
        yield DAYS, {"from": days[0], "steps": [*_days_between(days)]}
    counts = trace[COUNTS]
    if trace.get("mode", "").startswith("lines") or len(set(counts)) == 1:
        yield COUNTS, {"steps": _steps(counts, 0)}


@lru_cache(DAYS_KEPT)
def _days_between(days: tuple[str, ...]) -> tuple[float | None, ...]:
    numbers = [date.fromisoformat(day).toordinal() for day in days]
    return tuple(_steps(numbers, numbers[0]))


def _steps(values: Sequence[float | None], before: float) -> list[float | None]:
    """From the last known value to each."""
    steps: list[float | None] = []
    for value in values:
        if value is None:
            steps.append(None)
        else:
            steps.append(value - before)
            before = value
    return steps
