"""What a long line is sent as: each day and count as its step from the one before.

That takes a third of the bytes: months follow each other, and steps of a total are the counts of
its columns. ``assets/shared/points.js`` adds them up again.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from dashboard.figures.theme import Figure

DAYS, COUNTS = "x", "y"


def in_steps(figure: Figure) -> Figure:
    """The same figure, to be sent to a browser.

    Its ``x`` are days in ISO format. Of its counts, those of lines, which are whole numbers, are
    sent so, and those that are all the same; ``None`` stays.
    """
    return figure | {"data": [trace | dict(_in_steps(trace)) for trace in figure["data"]]}


def _in_steps(trace: Figure) -> Iterator[tuple[str, Figure]]:
    days = [date.fromisoformat(day).toordinal() for day in trace[DAYS]]
    if days:
        yield DAYS, {"from": trace[DAYS][0], "steps": list(_steps(days, days[0]))}
    counts = trace[COUNTS]
    if trace.get("mode", "").startswith("lines") or len(set(counts)) == 1:
        yield COUNTS, {"steps": list(_steps(counts, 0))}


def _steps(values: Sequence[float | None], before: float) -> Iterator[float | None]:
    """From the last known value to each."""
    for value in values:
        yield None if value is None else value - before
        before = before if value is None else value
