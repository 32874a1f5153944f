"""Add up sessions, or cells of several, by venue."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.blocks import Blocks, Codes
from dashboard.queries.shared.by_edition import by_edition
from dashboard.tables import Venue

Column = NDArray[Any]
Choices = Mapping[str, NDArray[np.bool_]]
OF_SESSIONS = ("language", "kind")
AT_ONCE = 12
"""Parts that are added up together: few, so that they stay near the processor."""


class Counted(NamedTuple):
    """What the filters keep, in columns: the venue's id and the language of each session or cell.

    ``ages`` are the bits of the age groups that came, ``attendances`` counts those of each session.
    ``last`` is the ordinal of the latest day.
    """

    venue: Column
    language: Column
    sessions: Column
    people: Column
    attendances: Column
    ages: Column
    last: Column


def chosen_venues(connection: Connection, filters: Filters) -> dict[int, str]:
    """The codes of the venues of the chosen types and codes, by id."""
    venues = by_edition(connection, _venues)
    chosen = [(row.column, filters.codes(row.code)) for row in filters.chosen if row.of is Of.VENUE]
    return {
        venue.id: venue.code
        for venue in venues
        if all(getattr(venue, column) in codes for column, codes in chosen)
    }


def _venues(connection: Connection) -> Sequence[Any]:
    return connection.execute(select(Venue.id, Venue.code, Venue.venue_type)).all()


def bits_of(found: Blocks) -> dict[str, int]:
    """The bit of each age group in sets of them."""
    return dict(zip(found.codes[AGE], found.basis.bits, strict=True))


def choices(filters: Filters, codes: Codes) -> Choices:
    """Which of ``codes`` are chosen along each axis of sessions where some are not."""
    return {
        name: np.array([code in chosen for code in codes[name]], np.bool_)
        for name in OF_SESSIONS
        if (chosen := filters.codes(name))
    }


def wanted(rows: Column, chosen: Choices) -> NDArray[np.bool_]:
    """Which rows are chosen by their fields, which are places of codes."""
    found = np.ones(len(rows), np.bool_)
    for name, flags in chosen.items():
        found &= flags[rows[name]]
    return found


def by_venue(
    parts: Sequence[Counted],
    venues: Mapping[int, str],
    bits: Collection[int],
    spoken: Sequence[int],
) -> Iterator[tuple[Any, ...]]:
    """A row for each of the venues with sessions: its code, ``NUMBERS``, a flag for each language.

    ``bits`` are those of age groups, and ``spoken`` the numbers of languages.
    """
    if not parts or not venues:
        return
    ids, others = list(venues), len(venues)
    largest = max(*ids, *(int(part.venue.max(initial=0)) for part in parts))
    places = np.full(1 + largest, others, np.intp)  # venues that the filters leave out come last
    places[ids] = range(others)
    sums = np.zeros((3 + len(bits) + len(spoken), others + 1), np.int64)
    last = np.zeros(others + 1, np.int32)
    for at in range(0, len(parts), AT_ONCE):
        some = _together(parts[at : at + AT_ONCE])
        place = places[some.venue]
        sums += np.array(list(_sums(some, place, bits, spoken, others + 1)), np.int64)
        np.maximum.at(last, place, some.last)
    sessions, people, attendances, *each = sums
    came, said = each[: len(bits)], each[len(bits) :]
    masks = np.sum([(count > 0) * bit for count, bit in zip(came, bits, strict=True)], axis=0)
    numbers = sessions, people, attendances, masks, last
    columns = [column.tolist() for column in (*numbers, *(count > 0 for count in said))]
    yield from _said(venues.values(), columns)


def _together(parts: Sequence[Counted]) -> Counted:
    return Counted(*map(np.concatenate, zip(*parts, strict=True)))


def _sums(
    counted: Counted, place: Column, bits: Collection[int], spoken: Sequence[int], venues: int
) -> Iterator[Column]:
    """By venue: ``NUMBERS``, but more than nothing for each age group and each language there.

    Rows are weighed: to pick those of an age group or a language takes three times as long.
    """
    for numbers in (counted.sessions, counted.people, counted.attendances):
        yield np.bincount(place, numbers, minlength=venues)
    for bit in bits:
        yield np.bincount(place, counted.ages & bit, minlength=venues)
    for language in spoken:
        yield np.bincount(place, counted.language == language, minlength=venues)


def _said(codes: Collection[str], columns: Sequence[list[Any]]) -> Iterator[tuple[Any, ...]]:
    for code, sessions, people, came, masks, last, *flags in zip(codes, *columns, strict=False):
        if sessions:
            yield code, sessions, people, came, masks, date.fromordinal(last), *flags
