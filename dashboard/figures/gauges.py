"""Gauges as values, and the arcs of their dials; cards have the words beside them.

A dial is a half circle, full when the whole is reached. Of a value beyond its whole, the half
circle is the value, so that 122% looks like 122%. A mark is a straight line across: as an arc it
would be wider outside than inside. Arcs have no colours: ``figures.shapes`` draws them as SVG, and
publications as PNG.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, sin
from typing import NamedTuple

from dashboard.domain.progress.progress import FrenchShare, GroupReached, YouthReached
from dashboard.domain.shared.intervals import Interval

FULL = 100
GAP, HALO, MARK = 1.2, 3.4, 1.3
"""Percent of the half circle: between steps, of the clear space round a mark, of the mark."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """A ``value`` out of a ``whole``; ``None`` where hidden or unknown.

    ``range`` is told in the place of a hidden value: its pale end is how much more it may be.
    ``mark`` is the plan to date, in the unit of the value. An ``open`` gauge may exceed its whole.
    A gauge of named things has ``steps``, in their order: whether each was reached, ``None`` where
    hidden.
    """

    value: int | None = None
    whole: int | None = None
    mark: int | None = None
    open: bool = False
    steps: tuple[bool | None, ...] = ()
    range: Interval | None = None

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """The least and the most that the value may be."""
        return (self.range.low, self.range.high) if self.range else (self.value, self.value)


class Stroke(StrEnum):
    """What an arc shows."""

    TRACK = "track"
    HIDDEN = "hidden"
    RANGE = "range"
    VALUE = "value"
    OVER = "over"
    HALO = "halo"
    MARK = "mark"


STRAIGHT = (Stroke.HALO, Stroke.MARK)


class Arc(NamedTuple):
    """An arc of the half circle; ``start`` and ``length`` are in percent of it.

    A ``straight`` one is a line across, everywhere as wide as an arc is in the middle of the pens.
    A halo may reach beyond the half circle, so that nothing of that is left below a mark.
    """

    stroke: Stroke
    start: float
    length: float

    @property
    def straight(self) -> bool:
        """Whether it is a line."""
        return self.stroke in STRAIGHT

    @property
    def middle(self) -> float:
        """Where it has as much before it as behind it."""
        return self.start + self.length / 2


def toward(percent: float) -> tuple[float, float]:
    """From the centre to a place of the half circle: across and down, for a radius of 1."""
    angle = pi * percent / FULL
    return -cos(angle), -sin(angle)


def youth(result: YouthReached) -> Gauge:
    """Participations of youth against the target; the mark is the plan to date.

    A count of an earlier day has no mark, which would be read as a status.
    """
    planned = None if result.planned is None or result.as_of else round(result.planned)
    target = result.target.value if result.target else None
    return Gauge(result.participations, target, planned, open=True, range=result.range)


def french_share(result: FrenchShare) -> Gauge:
    """Sessions in French, of the sessions counted."""
    return Gauge(result.french, result.sessions)


def age_groups(groups: tuple[GroupReached, ...]) -> Gauge:
    """One step for each at-risk age group."""
    return Gauge(steps=tuple(group.reached for group in groups))


def arcs(gauge: Gauge) -> Iterator[Arc]:
    """The arcs from back to front."""
    if gauge.steps:
        return _steps(gauge.steps)
    return _dial(gauge)


def _steps(steps: tuple[bool | None, ...]) -> Iterator[Arc]:
    strokes = {True: Stroke.VALUE, False: Stroke.TRACK, None: Stroke.HIDDEN}
    room = FULL / len(steps)
    for at, reached in enumerate(steps):
        start = room * at + (GAP / 2 if at else 0)
        end = room * (at + 1) - (GAP / 2 if at + 1 < len(steps) else 0)
        yield Arc(strokes[reached], start, end - start)


def _dial(gauge: Gauge) -> Iterator[Arc]:
    low, high = (_percent(end, gauge) or 0 for end in gauge.ends)
    mark, most = _percent(gauge.mark, gauge), max(FULL, high) if gauge.open else FULL
    whole = FULL * FULL / most
    yield Arc(Stroke.TRACK, 0, whole)
    if high > low:
        yield Arc(Stroke.RANGE, 0, min(high, most) * FULL / most)
    if low:
        yield Arc(Stroke.VALUE, 0, min(low, FULL) * FULL / most)
    if low > FULL:
        yield Arc(Stroke.OVER, whole, min(low, most) * FULL / most - whole)
    if high > FULL:
        yield _centred(Stroke.HALO, whole, GAP)
    if mark is not None:
        at = min(max(mark * FULL / most, MARK / 2), FULL - MARK / 2)
        yield _centred(Stroke.HALO, at, HALO)
        yield _centred(Stroke.MARK, at, MARK)


def _percent(count: int | None, gauge: Gauge) -> float | None:
    return FULL * count / gauge.whole if count is not None and gauge.whole else None


def _centred(stroke: Stroke, at: float, length: float) -> Arc:
    return Arc(stroke, at - length / 2, length)
