"""Compute the pace from the progress so far, the planned sessions and a scenario."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dashboard.domain.pace.draws import PRECISION
from dashboard.domain.pace.history import History
from dashboard.domain.pace.pace import Basis, Minimum, Pace, PlannedProjection, Recent, WhatIf
from dashboard.domain.pace.projection import (
    Horizon,
    Paths,
    Projection,
    ending,
    project,
    usual,
)
from dashboard.domain.pace.sizes import Sizes, total_of
from dashboard.domain.progress.equity import FRENCH
from dashboard.domain.progress.progress import BreakdownRow, Course, FrenchShare
from dashboard.domain.progress.scenario import Scenario
from dashboard.domain.progress.trend import Point, trend
from dashboard.domain.shared.clock import weeks_since
from dashboard.domain.shared.counting import Target, percent
from dashboard.domain.shared.periods import month_of, months_between
from dashboard.domain.shared.vocabulary import Vocabulary

DAY = timedelta(days=1)
DAYS_IN_A_MONTH = Decimal("30.4375")
ONE_DECIMAL = Decimal("0.1")
LINES_KEPT = 100
"""Of projections, some 20 kB each: after a write, those of earlier days are still right."""


class PlannedGroup(NamedTuple):
    """Planned sessions of one month that are alike in everything that counts here."""

    month: str
    kind: str
    language: str
    venue_type: str
    sessions: int


@dataclass(frozen=True, slots=True)
class PaceInputs:
    """The input of ``pace_of``.

    ``progress`` is that of the whole project until the first day of ``ahead``. ``booked`` holds the
    sessions planned in the days ahead that are shown. ``only_end`` is that of ``PaceQuestion``.
    """

    progress: Course
    ahead: Horizon
    booked: Sequence[PlannedGroup]
    sizes: Sizes
    scenario: Scenario | None
    vocabulary: Vocabulary
    only_end: bool = False


def pace_of(given: PaceInputs) -> Pace:
    """Compute the pace."""
    progress, ahead, words = given.progress, given.ahead, given.vocabulary
    youth, last = progress.youth, progress.last_session
    weeks = weeks_since(last, ahead.as_of) if last else None
    complete = complete_months(progress, ahead.as_of)
    whole = history_of(progress, complete)
    history = whole.until(len(complete)) if whole else None
    basis = Basis(len(history.youth) if history else 0, progress.delivered, minimum(words))
    lines = _lines(given, history) if history and basis.enough else None
    points = () if given.only_end else trend(progress)
    return Pace(
        as_of=ahead.as_of,
        last=ahead.last,
        reached=youth.participations,
        target=youth.target,
        planned=youth.planned,
        status=youth.status,
        status_day=progress.filters.range.end or progress.data_as_of,
        reached_in=_reached_in(points, youth.target),
        required=required(youth.participations, youth.target, ahead.as_of),
        recent=recent(progress, complete, words.threshold("pace_months")),
        weeks_silent=weeks,
        silent=weeks is not None and weeks >= words.threshold("silence_weeks"),
        basis=basis,
        months=tuple(point for point in points if point.held),
        usual=lines.usual if lines else None,
        planned_sessions=PlannedProjection(
            tuple(_by_month(given.booked).items()), lines.planned if lines else None
        ),
        french_share=progress.french_share,
        what_if=_what_if(given, given.scenario, lines) if given.scenario else None,
    )


def complete_months(progress: Course, as_of: date) -> tuple[str, ...]:
    """The months from the first session on that are over on a day."""
    if not progress.by_month:
        return ()
    return months_between(progress.by_month[0].code, month_of(as_of + DAY))[:-1]


def minimum(vocabulary: Vocabulary) -> Minimum:
    """The minimum that a projection needs."""
    return Minimum(
        vocabulary.threshold("projection_minimum_months"),
        vocabulary.threshold("projection_minimum_sessions"),
    )


def history_of(progress: Course, complete: Sequence[str]) -> History | None:
    """The history of the complete months; ``None`` without any, or when the total is hidden.

    Hidden months share the rest of the total in proportion to their sessions. Any reader could
    compute the same from what is shown.
    """
    total = progress.youth.participations
    if total is None or not complete:
        return None
    hidden = [row for row in progress.by_month if row.youth is None]
    rest = total - sum([row.youth or 0 for row in progress.by_month])
    each = rest / sum([row.sessions or 0 for row in hidden]) if hidden else 0.0
    rows = {row.code: row for row in progress.by_month}
    found = [rows.get(month) or BreakdownRow(month, 0, 0, 0) for month in complete]
    held = tuple([row.sessions or 0 for row in found])
    youth = [
        each * sessions if row.youth is None else float(row.youth)
        for row, sessions in zip(found, held, strict=True)
    ]
    return History(complete[0], tuple(youth), held)


def required(reached: int | None, target: Target | None, as_of: date) -> Decimal | None:
    """The required youth participations a month, from the next day until the target is due."""
    if reached is None or target is None:
        return None
    if reached >= target.value:
        return Decimal(0)
    if as_of >= target.due:
        return None
    months = (target.due - as_of).days / DAYS_IN_A_MONTH
    return ((target.value - reached) / months).quantize(ONE_DECIMAL, ROUND_HALF_UP)


def recent(progress: Course, complete: Sequence[str], months: int) -> Recent | None:
    """The pace of the last complete months; ``None`` when there are too few."""
    if len(complete) < months:
        return None
    counted = {row.code: row.youth for row in progress.by_month}
    youth = [counted.get(month, 0) for month in complete[len(complete) - months :]]
    known = [count for count in youth if count is not None]
    if len(known) < months:
        return Recent(months, None)
    return Recent(months, (Decimal(sum(known)) / months).quantize(ONE_DECIMAL, ROUND_HALF_UP))


def _reached_in(points: Sequence[Point], target: Target | None) -> str | None:
    """The month in which the target was reached; ``None`` if the total before is unknown."""
    before: int | None = 0
    for point in points:
        if target is None or not point.held:
            break
        if point.total is not None and point.total >= target.value:
            return point.month if before is not None else None
        before = point.total
    return None


def _by_month(booked: Sequence[PlannedGroup]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for group in booked:
        found[group.month] += group.sessions
    return found


class _Lines(NamedTuple):
    """Projections from the history alone, with the planned sessions, and with a scenario too."""

    usual: Projection
    planned: Projection | None
    scenario: Projection | None


class _Coming(NamedTuple):
    """Sessions to come in the month of a row, and the sizes that each of them may have."""

    row: int
    sizes: tuple[float, ...]
    sessions: int


def _lines(given: PaceInputs, history: History) -> _Lines:
    """Project the history, the planned sessions and the scenario."""
    youth, scenario = given.progress.youth, given.scenario
    aim = youth.participations or 0, youth.target
    if given.only_end:
        return _Lines(ending(history, given.ahead, *aim), None, None)
    rows = {month: row for row, month in enumerate(given.ahead.months)}
    booked = (
        _Coming(rows[one.month], given.sizes.at(one.venue_type), one.sessions)
        for one in given.booked
    )
    return _projected(
        history,
        given.ahead,
        aim,
        tuple(booked),
        (scenario, given.sizes.at(scenario.venue_type)) if scenario else None,
    )


@lru_cache(LINES_KEPT)
def _projected(
    history: History,
    ahead: Horizon,
    aim: tuple[int, Target | None],
    booked: tuple[_Coming, ...],
    added: tuple[Scenario, tuple[float, ...]] | None,
) -> _Lines:
    """The lines, which follow from these values alone, whoever may see them and whoever writes.

    Planned sessions are part of a usual month. So a month gets the usual number or the planned one,
    whichever is more. A scenario's sessions are added: they would not be held otherwise.
    """
    paths = usual(history, ahead)
    planned = paths.at_least(_planned(ahead, booked, paths.number)) if booked else paths
    alone = project(paths, ahead, *aim)
    with_planned = alone if planned is paths else project(planned, ahead, *aim)
    with_added = planned.plus(_added(ahead, *added, paths.number)) if added else None
    return _Lines(
        alone,
        with_planned if booked else None,
        project(with_added, ahead, *aim) if with_added else None,
    )


def _planned(ahead: Horizon, booked: Sequence[_Coming], paths: int) -> Paths:
    random = np.random.default_rng(len(booked))
    youth = np.zeros((len(ahead.months), paths), PRECISION)
    for one in booked:
        youth[one.row] += total_of(one.sizes, one.sessions, paths, random)
    return Paths(youth, youth[ahead.shown - 1])


def _added(ahead: Horizon, scenario: Scenario, sizes: Sequence[float], paths: int) -> Paths:
    random = np.random.default_rng(scenario.sessions)
    months = [total_of(sizes, scenario.in_part(share), paths, random) for share in ahead.shares]
    closing = total_of(sizes, scenario.in_part(ahead.closing_share), paths, random)
    return Paths(np.array(months), closing)


def _what_if(given: PaceInputs, scenario: Scenario, lines: _Lines | None) -> WhatIf:
    ahead, words = given.ahead, given.vocabulary
    shares = (*ahead.shares[: ahead.shown - 1], ahead.closing_share)
    added = sum(scenario.in_part(share) for share in shares)
    coming = [(row.kind, row.language, row.sessions) for row in given.booked]
    coming.append((scenario.kind, scenario.language, added))
    counted = [
        (language, sessions)
        for kind, language, sessions in coming
        if words.kinds[kind].in_french_share
    ]
    now = given.progress.french_share
    french = now.french + sum(number for language, number in counted if language == FRENCH)
    sessions = now.sessions + sum(number for _, number in counted)
    share = FrenchShare(french, sessions, percent(french, sessions))
    return WhatIf(scenario, added, lines.scenario if lines else None, share)
