"""Find sessions by a part of their reference, or of the code or name of their venue.

SQLite has an index of every three signs that follow each other in a reference.
Two signs that no text has stand behind each reference, so that its last signs begin such a three
too. PostgreSQL has one of its own (``pg_trgm``), or reads all references where it may not.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import orjson
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Integer,
    any_,
    bindparam,
    cast,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.types import NULLTYPE

from dashboard.queries.shared.folded import contains, fold, folded
from dashboard.queries.shared.given import given_texts
from dashboard.queries.shared.summed import summed
from dashboard.tables import OutreachSession, Venue, VenueTally

MOST = 10_000
BROAD = 200_000  # sessions of the found venues; beyond, the latest ids have many of them
MOST_TERMS = 200
FEW_VENUES = 500  # beyond, the database looks for them again
SIGNS = 3
LAST_SIGN = chr(0x10FFFF)
AS_INDEXED = str.maketrans(dict.fromkeys("\ufffe\uffff", "\ufffd"))
"""What SQLite's index takes for another sign: no characters, and only older references have it."""
NOTHING = chr(1) * SIGNS  # no reference has it, nor do the two signs behind one

_TERMS = text(
    "SELECT term FROM session_search_terms WHERE term >= :first AND term < :last LIMIT :most"
)
_INDEXED = text(  # in this order, SQLite stops as soon as it has found enough
    "SELECT sessions.id, sessions.held_on FROM session_search"
    " CROSS JOIN sessions ON sessions.id = session_search.rowid"
    " WHERE session_search MATCH :terms AND instr(lower(sessions.reference), :wanted) > 0"
    " ORDER BY session_search.rowid DESC LIMIT :most"
).columns(OutreachSession.id, OutreachSession.held_on)
# After some searches PostgreSQL would keep one plan for any words, which reads all references
_PLAN_FOR_THESE_WORDS = "SET LOCAL plan_cache_mode = force_custom_plan"


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The sessions that match, the latest ones if ``more`` than ``MOST`` do.

    ``days`` are theirs, by id from the latest on.
    """

    days: Mapping[int, date]
    more: bool


def search(connection: Connection, words: str, named: Collection[str] = ()) -> SearchResult:
    """Find the sessions logged last whose reference or venue has these words, which are not empty.

    All sessions at venues with the ``named`` codes match, too.
    """
    wanted = folded(words)
    found = _by_reference(connection, wanted) | _by_venue(connection, wanted, named)
    ids = sorted(found, reverse=True)
    return SearchResult({id_: found[id_] for id_ in ids[:MOST]}, len(ids) > MOST)


def among(connection: Connection, ids: Collection[int]) -> ColumnElement[bool]:
    """Sessions by many ids, as one parameter."""
    if connection.dialect.name == "sqlite":
        values = func.json_each(orjson.dumps([*ids]).decode()).table_valued("value")
        return OutreachSession.id.in_(select(values.c.value))
    # as text without a type: the driver would write an array number by number
    array = bindparam(None, f"{{{','.join(map(str, ids))}}}", NULLTYPE)
    return OutreachSession.id == any_(cast(array, ARRAY(Integer)))


def _by_reference(connection: Connection, wanted: str) -> dict[int, date]:
    session = OutreachSession
    found = select(session.id, session.held_on).where(contains(session.reference, wanted))
    if connection.dialect.name == "sqlite":
        terms = _terms(connection, wanted.translate(AS_INDEXED))
        if terms is not None:
            values = {"terms": terms, "wanted": wanted, "most": MOST + 1}
            return dict(connection.execute(_INDEXED, values).all())
    else:
        connection.exec_driver_sql(_PLAN_FOR_THESE_WORDS)
        if len(wanted) >= SIGNS:
            found = found.where(fold(session.reference).contains(wanted, autoescape=True))
    return dict(connection.execute(found.order_by(session.id.desc()).limit(MOST + 1)).all())


def _terms(connection: Connection, wanted: str) -> str | None:
    """The question to the index; ``None`` where too many of its terms begin like the words."""
    if len(wanted) >= SIGNS:
        signs = {wanted[at : at + SIGNS] for at in range(len(wanted) - SIGNS + 1)}
        return " AND ".join(map(_quoted, sorted(signs)))
    values = {"first": wanted, "last": wanted + LAST_SIGN, "most": MOST_TERMS + 1}
    terms = connection.scalars(_TERMS, values).all()
    return None if len(terms) > MOST_TERMS else " OR ".join(map(_quoted, terms or (NOTHING,)))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _by_venue(connection: Connection, wanted: str, named: Collection[str]) -> dict[int, date]:
    session, tally = OutreachSession, VenueTally
    matches = contains(Venue.code, wanted)
    if named:
        of_names = given_texts(connection, sorted(named))
        matches = or_(matches, Venue.code.in_(select(of_names.c.text)))
    venues = dict(connection.execute(select(Venue.id, Venue.code).where(matches)).all())
    if not venues:
        return {}
    few = len(venues) <= FEW_VENUES
    of_venues = tally.venue.in_(venues.values() if few else select(Venue.code).where(matches))
    sessions = connection.scalar(select(summed(tally.sessions)).where(of_venues)) or 0
    if not sessions:
        return {}
    # Where they are many, those with the latest ids are found sooner without the index of venues.
    # Where they are few, PostgreSQL takes that index only if it is told which venues they are.
    venue = session.venue_id if sessions <= BROAD else session.venue_id + 0
    there = venue.in_(venues if few else select(Venue.id).where(matches))
    found = select(session.id, session.held_on).where(there).order_by(session.id.desc())
    return dict(connection.execute(found.limit(MOST + 1)).all())
