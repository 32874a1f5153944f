"""Counts of each venue under the filters: from kept arrays, or by facilitator from sessions."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import compress
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    case,
    distinct,
    func,
    literal_column,
    select,
)

from dashboard.database import AnySelect
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.shared.filtering import held, of_venues
from dashboard.queries.shared.summed import summed
from dashboard.queries.shared.venue_cells import is_tallied
from dashboard.queries.venues.from_cells import rows_by_venue
from dashboard.queries.venues.from_months import is_in_months, rows_of_ages
from dashboard.tables import Attendance, OutreachSession, Venue

_Came = dict[int, tuple[str, Sequence[bool]]]


class Turnout(NamedTuple):
    """The people of some age groups, and how many groups came, summed over the sessions."""

    people: int = 0
    attendances: int = 0

    @property
    def most_of_one(self) -> int:
        """The most that one age group can have had: each came to its sessions with one at least."""
        return self.people - max(0, self.attendances - 1)


class VenueCount(NamedTuple):
    """Exact counts of one venue under the filters.

    ``turnouts`` are those of youth and of others; ``None`` under facilitators.
    """

    sessions: int = 0
    participations: int = 0
    last: date | None = None
    languages: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    turnouts: tuple[Turnout, Turnout] | None = Turnout(), Turnout()


def counts(
    connection: Connection, filters: Filters, vocabulary: Vocabulary
) -> dict[str, VenueCount]:
    """The counts of the venues with kept sessions, by code."""
    languages = vocabulary.languages.codes
    if is_tallied(filters):
        return _venue_counts(rows_by_venue(connection, filters, languages), vocabulary)
    if is_in_months(filters):
        return _venue_counts(rows_of_ages(connection, filters, languages), vocabulary)
    return _from_sessions(connection, filters, vocabulary)


def _venue_counts(rows: Iterable[Sequence[Any]], vocabulary: Vocabulary) -> dict[str, VenueCount]:
    """The counts that rows hold: a venue's code, ``NUMBERS``, a flag for each language."""
    languages = vocabulary.languages.codes

    @cache  # of few sets, most of which many venues have
    def spoken(held: tuple[bool, ...]) -> tuple[str, ...]:
        return tuple(compress(languages, held))

    @cache
    def came(mask: int) -> tuple[str, ...]:
        return tuple([age.code for age in vocabulary.ages if age.bit & mask])

    return {
        venue: VenueCount(
            sessions,
            people,
            last,
            spoken(tuple(held)),
            came(ages),
            (Turnout(youth, of_youth), Turnout(people - youth, attendances - of_youth)),
        )
        for venue, sessions, people, attendances, youth, of_youth, ages, last, *held in rows
    }


def _from_sessions(
    connection: Connection, filters: Filters, vocabulary: Vocabulary
) -> dict[str, VenueCount]:
    languages, ages = vocabulary.languages.codes, vocabulary.ages.codes
    statement = (_of_ages if filters.age else _of_all)(filters, languages)
    rows = connection.execute(statement).all()
    came = _ages_by_venue(connection, filters, ages)
    return {
        came[venue_id][0]: VenueCount(
            sessions,
            participations,
            last,
            tuple(compress(languages, held)),
            tuple(compress(ages, came[venue_id][1])),
            turnouts=None,
        )
        for venue_id, sessions, participations, last, *held in rows
    }


def _of_all(filters: Filters, languages: Sequence[str]) -> AnySelect:
    """A row for each venue with kept sessions: the numbers, then a flag for each language."""
    session = OutreachSession
    numbers = func.count(), summed(session.total), func.max(session.held_on)
    venue = _venue()
    query = select(venue, *numbers, *_languages(languages))
    conditions = *held(filters), *_at_venues(filters)
    return query.where(*conditions).group_by(venue)


def _of_ages(filters: Filters, languages: Sequence[str]) -> AnySelect:
    """The same from the participations of the chosen age groups."""
    session, venue = OutreachSession, _venue()
    several = len(filters.age) > 1  # rows of one session
    sessions = func.count(distinct(session.id)) if several else func.count()
    numbers = sessions, summed(Attendance.participations), func.max(session.held_on)
    query = select(venue, *numbers, *_languages(languages)).join(
        Attendance, Attendance.session_id == session.id
    )
    conditions = *_of_chosen_age(filters), *held(filters), *_at_venues(filters)
    return query.where(*conditions).group_by(venue)


def _venue() -> ColumnElement[int]:
    """The venue of a session; by the bare column, SQLite would read a million in its order."""
    return (OutreachSession.venue_id + literal_column("0")).label("venue")


def _ages_by_venue(connection: Connection, filters: Filters, ages: Sequence[str]) -> _Came:
    """By venue, its code and a flag for each age group that came to a kept session."""
    if len(filters.age) == 1:  # it came wherever there is a session
        flags = [age in filters.age for age in ages]
        venues = connection.execute(select(Venue.id, Venue.code).where(*of_venues(filters)))
        return {id_: (code, flags) for id_, code in venues}
    session = OutreachSession
    query = select(session.venue_id, Attendance.age_group).distinct()
    query = query.join(Attendance, Attendance.session_id == session.id)
    conditions = *_of_chosen_age(filters), *held(filters), *_at_venues(filters)
    came = {(id_, age) for id_, age in connection.execute(query.where(*conditions))}
    venues = connection.execute(select(Venue.id, Venue.code).where(*of_venues(filters)))
    return {id_: (code, [(id_, age) in came for age in ages]) for id_, code in venues}


def _languages(codes: Sequence[str]) -> Iterator[ColumnElement[int]]:
    for code in codes:
        yield func.max(case((OutreachSession.language == code, 1), else_=0))


def _of_chosen_age(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.age:
        yield Attendance.age_group.in_(filters.age)


def _at_venues(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if chosen := list(of_venues(filters)):
        yield OutreachSession.venue_id.in_(select(Venue.id).where(*chosen))
