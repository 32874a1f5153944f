"""Everything that an administrator sees of grants: what each allows, and how often it was shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine

from dashboard.database import reading
from dashboard.domain.publications.embeds import FILTERS, Grant, GrantState, ViewCount
from dashboard.domain.publications.publication import read
from dashboard.domain.shared.dimensions import terms_by_filter
from dashboard.domain.shared.periods import Period, days_of_month, presets
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n.text import Labelled
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.answering.scope import GrantScope, OutsideError
from dashboard.publications.archive import grants, shown
from dashboard.publications.archive import reading as archive
from dashboard.publications.archive.reading import ArchivedPublication, PublicationSummary
from dashboard.publications.making.grant_history import GrantStep, steps
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary

DAYS = 30
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GrantReach:
    """How often a grant was shown in the last ``DAYS`` days, and the last day ever."""

    shown: tuple[ViewCount, ...] = ()
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that a filter can be locked to, and how a grant writes it."""

    words: Labelled
    pairs: Pairs


class Silence(StrEnum):
    """Why a valid grant shows nothing."""

    PUBLICATION = "publication"
    FILTER = "filter"


@dataclass(frozen=True, slots=True)
class Grants:
    """What the tab of grants shows on a day of the calendar.

    ``opened`` is the grant in the form, ``steps`` its history, or that of a revoked one.
    ``offers`` and ``periods`` are what its publication, or else the latest one, or else the
    reference data can be filtered by. ``silent`` are the numbers of grants that show nothing,
    though they are good, and why.
    """

    grants: tuple[Grant, ...]
    reach: Mapping[int, GrantReach]
    opened: Grant | None
    publications: tuple[PublicationSummary, ...]
    offers: Mapping[str, tuple[Offer, ...]]
    periods: tuple[Period, ...]
    silent: Mapping[int, Silence]
    steps: tuple[GrantStep, ...]
    day: date
    time_zone: str


def look(engine: Engine, day: date, time_zone: str, opened: int | None = None) -> Grants:
    """Read everything for this view; ``opened`` is the number of the grant in the form."""
    with reading(engine) as connection:
        found = grants.every(connection)
        chosen = next((one for one in found if one.id == opened and not one.revoked_on), None)
        latest = _reading(archive.latest(connection))
        own = _numbered(connection, chosen.publication) if chosen else None
        known = own or latest
        return Grants(
            grants=found,
            reach=_reach(connection, day),
            opened=chosen,
            publications=tuple(p for p in archive.listing(connection) if not p.withdrawn),
            offers=_offers(known, vocabulary(connection)),
            periods=_periods(connection, known),
            silent=_silent(connection, found, latest, day),
            steps=steps(connection, opened) if opened else (),
            day=day,
            time_zone=time_zone,
        )


def _reading(published: ArchivedPublication | None) -> OpenPublication | None:
    """The publication ready to be read; ``None`` if there is none, or it was withdrawn."""
    if published is None or published.withdrawn:
        return None
    return OpenPublication(read(published.content))


def _numbered(connection: Connection, number: int | None) -> OpenPublication | None:
    return _reading(archive.numbered(connection, number)) if number else None


def _silent(
    connection: Connection, every: tuple[Grant, ...], latest: OpenPublication | None, day: date
) -> dict[int, Silence]:
    good = [grant for grant in every if grant.state(day) is GrantState.GOOD]
    numbers = {grant.publication for grant in good if grant.publication}
    readings = {number: _numbered(connection, number) for number in numbers}
    found = ((one.id, _silence(one, readings.get(one.publication or 0, latest))) for one in good)
    return {number: silence for number, silence in found if silence}


def _silence(grant: Grant, publication: OpenPublication | None) -> Silence | None:
    if publication is None:
        return Silence.PUBLICATION
    try:
        GrantScope(grant, publication)
    except OutsideError:
        return Silence.FILTER
    return None


def _reach(connection: Connection, day: date) -> dict[int, GrantReach]:
    recent = shown.since(connection, day - timedelta(DAYS - 1))
    return {
        number: GrantReach(tuple(one for one in recent if one.grant == number), last)
        for number, last in shown.last_days(connection).items()
    }


def _offers(known: OpenPublication | None, words: Vocabulary) -> dict[str, tuple[Offer, ...]]:
    """The values to offer.

    Venue types shown together are offered as one, stored by their own codes.
    """
    members = {}
    if known:
        words = known.vocabulary
        members = {one.code: one.members for one in known.publication.words.venue_types}
    return {
        name: tuple(
            Offer(term, tuple((name, code) for code in members.get(term.code, (term.code,))))
            for term in terms
        )
        for name, terms in terms_by_filter(words).items()
        if name in FILTERS
    }


def _periods(connection: Connection, known: OpenPublication | None) -> tuple[Period, ...]:
    if known is None:
        now = state(connection)
        return presets(now.first_session, now.data_as_of)
    months = known.periods.months
    return presets(days_of_month(months[0]).start, known.periods.as_of) if months else ()
