"""Wider filters to suggest when an answer is hidden or cannot be given."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.domain.shared.filters import Filters, Problem, parse_pairs
from dashboard.domain.shared.periods import PROJECT, Period
from dashboard.i18n import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dashboard.publications.answering.reading import OpenPublication


def understood(
    pairs: Iterable[tuple[str, str]], reading: OpenPublication
) -> tuple[Filters, tuple[Problem, ...]]:
    """Parse filters from names and values.

    Left out and reported are: values that make no sense, days that are not whole months, and venue
    types that are shown only together with others.
    """
    known, apart = _merged(tuple(pairs), reading)
    filters, problems = parse_pairs(known, reading.vocabulary, Audience.PARTNER)
    problems = (*problems, *apart)
    if reading.periods.within(filters.range) is not None:
        return filters, problems
    whole = text(
        "publications count whole months; start on the first day of a month and end on the "
        "last day of one"
    )
    told = tuple(
        Problem(name, value, whole) for name, value in filters.pairs() if name in ("from", "to")
    )
    return replace(filters, start=None, end=None), (*problems, *told)


def coarser(
    filters: Filters, reading: OpenPublication, may: Callable[[Filters], bool] = lambda _: True
) -> Filters | None:
    """The nearest wider choice for which youth participations are published; ``None`` if none is.

    The nearest choice gives up least: a filter, or one step of the period (from a quarter to its
    year; from a year, or any other days, to the whole project). The period is widened last. ``may``
    says which choices are allowed.
    """
    return next(
        (each for each in _wider(filters) if may(each) and reading.tells_youth(each)),
        None,
    )


def _merged(
    pairs: tuple[tuple[str, str], ...], reading: OpenPublication
) -> tuple[list[tuple[str, str]], list[Problem]]:
    """Replace venue types that are shown as one by their one code, if all of them are chosen."""
    asked = {value for name, value in pairs if name == "venue_type"}
    of = {member: one for one in reading.publication.words.venue_types for member in one.members}
    known, problems = [], []
    for name, value in pairs:
        if name != "venue_type" or value not in of:
            known.append((name, value))
        elif asked.issuperset(of[value].members):
            known.append((name, of[value].code))
        else:
            together = reading.vocabulary.venue_types[of[value].code]
            words = text("published only together: {venue_types}", venue_types=together)
            problems.append(Problem(name, value, words))
    return known, problems


def _wider(filters: Filters) -> Iterator[Filters]:
    chosen = [name for name in DIMENSIONS if filters.codes(name)]
    periods = tuple(_periods(filters))
    for steps in range(1, len(chosen) + len(periods)):
        for dropped in range(min(steps, len(chosen)), -1, -1):
            if steps - dropped < len(periods):
                for names in combinations(chosen, dropped):
                    emptied: dict[str, tuple[str, ...]] = dict.fromkeys(names, ())
                    yield replace(periods[steps - dropped], **emptied)  # type: ignore[arg-type]


def _periods(filters: Filters) -> Iterator[Filters]:
    """The filters unchanged, then with wider and wider periods."""
    yield filters
    period = filters.period
    if period and period.quarter and period.first_year and not (filters.start or filters.end):
        yield replace(filters, period=Period.fiscal_year(period.first_year))
    if filters.start or filters.end or period not in (None, PROJECT):
        yield replace(filters, start=None, end=None, period=None)
