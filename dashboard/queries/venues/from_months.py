"""The counts of venues under age groups, from the kept arrays of sessions."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, last_day
from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.shared.kept import of_venues
from dashboard.queries.venues.cells import bits_of_ages
from dashboard.queries.venues.months import Rows, SessionMonths
from dashboard.tables import Venue

AT_ONCE = 12
"""Months that are added up together: few, so that they stay near the processor."""


class _Kept(NamedTuple):
    """Sessions that the filters keep; ``came`` is a row for each chosen age group."""

    venue: Rows
    day: Rows
    language: Rows
    people: Rows
    came: Rows


def is_in_months(filters: Filters) -> bool:
    """Whether the arrays have every filtered dimension."""
    return all(dimension.of is not Of.FACILITATOR for dimension in filters.chosen)


def rows_of_ages(
    connection: Connection, filters: Filters, languages: Sequence[str]
) -> Sequence[tuple[Any, ...]] | None:
    """A row for each venue with kept sessions, as ``from_tallies`` gives them.

    ``None`` if there are too many sessions to keep.
    """
    months = SessionMonths(connection)
    found = months.within(filters.range)
    if found is None:
        return None
    places = {code: at for at, code in enumerate(months.codes[AGE])}
    ages = [age for age in dict.fromkeys(filters.age) if age in places]
    parts = [
        _kept(rows, month, filters, months, [places[age] for age in ages])
        for month, rows in found.items()
        if len(rows)
    ]
    venues = dict(connection.execute(select(Venue.id, Venue.code).where(*of_venues(filters))).all())
    if not parts or not ages or not venues:
        return ()
    bits = bits_of_ages(connection)
    spoken = [months.codes["language"].index(code) for code in languages]
    return list(_by_venue(parts, venues, [bits[age] for age in ages], spoken))


def _kept(
    rows: Rows, month: date, filters: Filters, months: SessionMonths, ages: Sequence[int]
) -> _Kept:
    came = np.stack([rows["came"][:, age] for age in ages])
    people = came.sum(0, dtype=np.int64)
    wanted = people > 0
    for name in ("language", "kind"):
        if chosen := filters.codes(name):
            wanted &= _is_among(chosen, months.codes[name])[rows[name]]
    days = filters.range & DateRange(month, last_day(month))
    if days != DateRange(month, last_day(month)) and days.start and days.end:
        wanted &= rows["day"] >= days.start.day - 1
        wanted &= rows["day"] <= days.end.day - 1
    at = np.flatnonzero(wanted)
    day = rows["day"][at].astype(np.int32) + month.toordinal()
    return _Kept(rows["venue"][at], day, rows["language"][at], people[at], came[:, at])


def _is_among(chosen: Collection[str], codes: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([code in chosen for code in codes], np.bool_)


def _by_venue(
    parts: Sequence[_Kept], codes: dict[int, str], bits: Sequence[int], spoken: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """A row for each of the venues, whose codes are given by id, if it has sessions."""
    ids, others = list(codes), len(codes)
    largest = max(*ids, *(int(part.venue.max(initial=0)) for part in parts))
    places = np.full(1 + largest, others, np.intp)  # venues that the filters leave out come last
    places[ids] = range(others)
    sums = np.zeros((2 + len(bits) + len(spoken), others + 1), np.int64)
    last = np.zeros(others + 1, np.int32)
    for at in range(0, len(parts), AT_ONCE):
        some = _together(parts[at : at + AT_ONCE])
        place = places[some.venue]
        sums += np.array(list(_sums(some, place, spoken, others + 1)), np.int64)
        np.maximum.at(last, place, some.day)
    sessions, people, *each = sums
    came, said = each[: len(bits)], each[len(bits) :]
    masks = np.sum([(count > 0) * bit for count, bit in zip(came, bits, strict=True)], axis=0)
    numbers = sessions, people, np.sum(came, axis=0), masks, last
    columns = [column.tolist() for column in (*numbers, *(count > 0 for count in said))]
    return _said(codes.values(), columns)


def _together(parts: Sequence[_Kept]) -> _Kept:
    return _Kept(*(np.concatenate(each, axis=-1) for each in zip(*parts, strict=True)))


def _sums(kept: _Kept, place: Rows, spoken: Sequence[int], venues: int) -> Iterator[Rows]:
    """By venue: sessions, participations, sessions of each age group, those in each language."""
    yield np.bincount(place, minlength=venues)
    yield np.bincount(place, kept.people, minlength=venues)
    for came in kept.came:
        yield np.bincount(place[came > 0], minlength=venues)
    for language in spoken:
        yield np.bincount(place[kept.language == language], minlength=venues)


def _said(codes: Collection[str], columns: Sequence[list[Any]]) -> Iterator[tuple[Any, ...]]:
    for code, sessions, people, came, masks, last, *flags in zip(codes, *columns, strict=False):
        if sessions:
            yield code, sessions, people, came, masks, date.fromordinal(last), *flags
