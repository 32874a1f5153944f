"""The one table that the bench prints: a row for each thing measured, a column for each size."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

NONE = "–"


@dataclass(frozen=True)
class Spread:
    """The median of several values, and the 95th percentile."""

    median: float
    p95: float

    def __str__(self) -> str:
        return f"{_short(self.median)} / {_short(self.p95)}"


@dataclass
class Table:
    """Rows in the order in which they were first measured; a cell that was not is a dash."""

    title: str
    note: str = ""
    rows: dict[str, dict[str, object]] = field(default_factory=dict)
    reaches: dict[str, str] = field(default_factory=dict)

    def put(self, what: str, where: str, value: object, *, reach: str = "") -> None:
        """Put a measured value into its row and column, with what is asked of it."""
        self.rows.setdefault(what, {})[where] = value
        self.reaches.setdefault(what, reach)

    @contextmanager
    def trying(self, what: str, where: str) -> Iterator[None]:
        """Measure within; if that fails, the cell and standard error say so, and others go on."""
        try:
            yield
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - servers of tests fail by pytest's own
            self.put(what, where, "failed")
            print(f"{self.title}: {what}, {where}: failed: {error}", file=sys.stderr, flush=True)

    def lines(self) -> Iterator[str]:
        """The table in Markdown."""
        columns = list(dict.fromkeys(where for cells in self.rows.values() for where in cells))
        has_reach = any(self.reaches.values())
        head = [self.title, *columns, *(["reach"] if has_reach else [])]
        yield _line(head)
        yield _line(["---", *("---:" for _ in columns), *(["---"] if has_reach else [])])
        for what, cells in self.rows.items():
            said = [_said(cells.get(where)) for where in columns]
            yield _line([what, *said, *([self.reaches[what] or NONE] if has_reach else [])])
        if self.note:
            yield ""
            yield self.note


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one value."""
    ends = quantiles(values, n=20, method="inclusive") if len(values) > 1 else list(values)
    return Spread(median(values), ends[-1])


def _said(value: object) -> str:
    if value is None:
        return NONE
    return _short(value) if isinstance(value, float) else str(value)


def _short(value: float) -> str:
    """Three digits that count; whole numbers from a hundred up."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value >= 1 else f"{value:.2f}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
