"""Indicators beside their targets: actual value, plan to date, variance and status."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared import counting
from dashboard.domain.shared.counting import Target
from dashboard.domain.shared.vocabulary import Indicator, Term, Vocabulary

Value = int | Decimal
"""A count, or a percent with one decimal."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A target of an indicator from ``effective_from`` on; ``before`` is ``None`` for the first."""

    indicator: str
    effective_from: date
    value: int
    due: date
    reason: Term
    before: int | None


@dataclass(frozen=True, slots=True)
class Measurement:
    """How to find an indicator's actual value; ``None`` when there is nothing to measure.

    ``hides`` when ``None`` means that a count is hidden for privacy.
    """

    actual: Callable[[Progress], Value | None]
    percent: bool = False
    hides: bool = False


@dataclass(frozen=True, slots=True)
class TrackingRow:
    """A row of the tracking table; a value is ``None`` when unknown or not comparable.

    ``to_date`` is rounded as counts are. When ``hidden``, the actual value, the variance and the
    status are ``None`` too.
    """

    indicator: Indicator
    percent: bool
    hidden: bool
    target: Target | None
    to_date: int | None
    actual: Value | None
    variance: Value | None
    status: str | None


@dataclass(frozen=True, slots=True)
class TrackingTable:
    """The table, and every revision of a target, the newest first.

    ``comparable`` when the filters keep the whole project: targets are set for that only.
    """

    rows: tuple[TrackingRow, ...]
    revisions: tuple[Revision, ...]
    comparable: bool


def tracking(
    progress: Progress, vocabulary: Vocabulary, revisions: Iterable[Revision]
) -> TrackingTable:
    """Make the table from ``progress``; ``revisions`` must be sorted by day."""
    history, known = tuple(revisions), measures(vocabulary)
    rows = (
        _tracked(
            indicator,
            known.get(indicator.code, Measurement(lambda _: None)),
            progress,
            in_force(
                [revision for revision in history if revision.indicator == indicator.code],
                _day(progress),
            ),
            vocabulary,
        )
        for indicator in vocabulary.indicators
    )
    return TrackingTable(tuple(rows), history[::-1], progress.filters.whole_project)


def measures(vocabulary: Vocabulary) -> Mapping[str, Measurement]:
    """The measurements by indicator code; other indicators are not measured."""
    return {
        "youth": Measurement(lambda progress: progress.youth.participations, hides=True),
        "french_share": Measurement(lambda progress: progress.french_share.percent, percent=True),
        "age_groups": Measurement(lambda progress: progress.groups_reached),
        **{
            f"facilitators_{language.code}": Measurement(partial(_trained, language.code))
            for language in vocabulary.languages
            if language.trains
        },
    }


def in_force(revisions: Iterable[Revision], day: date | None) -> Target | None:
    """The target in force on a day; ``revisions`` are those of one indicator, sorted by day."""
    effective = [r for r in revisions if day and r.effective_from <= day]
    if not effective:
        return None
    first, last = effective[0], effective[-1]
    return Target(last.value, last.due, last.effective_from, first.effective_from)


def _tracked(
    indicator: Indicator,
    measure: Measurement,
    progress: Progress,
    target: Target | None,
    vocabulary: Vocabulary,
) -> TrackingRow:
    actual, day = measure.actual(progress), _day(progress)
    planned = _planned(indicator, target, day) if target and day else None
    variance: Value | None = None
    status = None
    if actual is not None and planned is not None and progress.filters.whole_project:
        variance = actual - round(planned)
        status = counting.status(actual, planned, vocabulary.statuses.items)
    return TrackingRow(
        indicator,
        percent=measure.percent,
        hidden=measure.hides and actual is None,
        target=target,
        to_date=None if planned is None else round(planned),
        actual=actual,
        variance=variance,
        status=status,
    )


def _planned(indicator: Indicator, target: Target, day: date) -> Decimal:
    """The plan to date: linear for values that add up over the project, constant for shares."""
    return target.to_date(day) if indicator.cumulative else Decimal(target.value)


def _trained(language: str, progress: Progress) -> int | None:
    """The number of people trained; ``None`` for a language that the filters leave out."""
    return progress.facilitators_shown.get(language)


def _day(progress: Progress) -> date | None:
    """The day that progress is judged on."""
    return progress.filters.range.end or progress.data_as_of
