"""What a long line is sent as: each day and count as its step from the one before.

That takes a third of the bytes: months follow each other, and steps of a total are the counts of
its columns. ``assets/shared/points.js`` adds them up again.
"""

from collections.abc import Iterator, Sequence
from operator import sub

from dashboard.figures.theme import Figure

DAYS, COUNTS = "x", "y"


def in_steps(figure: Figure) -> Figure:
    """The same figure, to be sent to a browser.

    Its ``x`` are days. Of its counts, those of lines, which are whole numbers, are sent so, and
    those that are all the same; ``None`` stays.
    """
    return figure | {"data": [trace | dict(_in_steps(trace)) for trace in figure["data"]]}


def _in_steps(trace: Figure) -> Iterator[tuple[str, Figure]]:
    if days := trace[DAYS]:
        numbers = [day.toordinal() for day in days]
        yield DAYS, {"from": days[0], "steps": [0, *map(sub, numbers[1:], numbers)]}
    counts = trace[COUNTS]
    if trace.get("mode", "").startswith("lines") or len(set(counts)) == 1:
        yield COUNTS, {"steps": _steps(counts)}


def _steps(values: Sequence[float | None]) -> list[float | None]:
    """From the last known value to each."""
    steps: list[float | None] = []
    before: float = 0
    for value in values:
        if value is None:
            steps.append(None)
        else:
            steps.append(value - before)
            before = value
    return steps
