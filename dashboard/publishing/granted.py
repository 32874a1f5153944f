"""Everything that an administrator sees of grants: what each gives, and how often it was shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Engine

from dashboard.archive import grants, shown
from dashboard.archive import reading as archive
from dashboard.archive.reading import Listed, Published
from dashboard.database import reading
from dashboard.domain.embeds import FILTERS, Grant, Shown
from dashboard.domain.filters import terms_by_filter
from dashboard.domain.periods import Period, days_of_month, presets
from dashboard.domain.publication import Publication, read
from dashboard.domain.vocabulary import Vocabulary
from dashboard.i18n.text import Labelled
from dashboard.published.periods import Periods
from dashboard.published.words import vocabulary as words_of
from dashboard.queries.state import state
from dashboard.queries.vocabulary import vocabulary

DAYS = 30
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How often a grant was shown in the last ``DAYS`` days, and the last day ever."""

    shown: tuple[Shown, ...] = ()
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that a filter can be locked to, and how a grant says so."""

    words: Labelled
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Grants:
    """What the tab of grants shows on a day of the calendar.

    ``opened`` is the grant in the form. ``offers`` and ``periods`` are what its publication, or
    else the latest one, or else the reference data can be filtered by.
    """

    grants: tuple[Grant, ...]
    reach: Mapping[int, Reach]
    opened: Grant | None
    publications: tuple[Listed, ...]
    offers: Mapping[str, tuple[Offer, ...]]
    periods: tuple[Period, ...]
    day: date


def look(engine: Engine, day: date, opened: int | None = None) -> Grants:
    """As it stands now; ``opened`` is the number of the grant in the form."""
    with reading(engine) as connection:
        found = grants.every(connection)
        chosen = next((one for one in found if one.id == opened and not one.revoked_on), None)
        publication = _publication(connection, chosen)
        return Grants(
            grants=found,
            reach=_reach(connection, day),
            opened=chosen,
            publications=tuple(p for p in archive.listing(connection) if not p.withdrawn),
            offers=_offers(publication, vocabulary(connection)),
            periods=_periods(connection, publication),
            day=day,
        )


def _publication(connection: Connection, chosen: Grant | None) -> Publication | None:
    found: Published | None = None
    if chosen and chosen.publication:
        found = archive.numbered(connection, chosen.publication)
    if found is None or found.withdrawn:
        found = archive.latest(connection)
    return read(found.content) if found else None


def _reach(connection: Connection, day: date) -> dict[int, Reach]:
    recent = shown.since(connection, day - timedelta(DAYS - 1))
    return {
        number: Reach(tuple(one for one in recent if one.grant == number), last)
        for number, last in shown.last_days(connection).items()
    }


def _offers(publication: Publication | None, known: Vocabulary) -> dict[str, tuple[Offer, ...]]:
    """Venue types that are shown together are offered together, and kept by their own codes."""
    members = {}
    if publication:
        known = words_of(publication)
        members = {one.code: one.members for one in publication.words.venue_types}
    return {
        name: tuple(
            Offer(term, tuple((name, code) for code in members.get(term.code, (term.code,))))
            for term in terms
        )
        for name, terms in terms_by_filter(known).items()
        if name in FILTERS
    }


def _periods(connection: Connection, publication: Publication | None) -> tuple[Period, ...]:
    if publication is None:
        now = state(connection)
        return presets(now.first_session, now.data_as_of)
    months = Periods(publication).months
    return presets(days_of_month(months[0]).start, publication.data_as_of) if months else ()
