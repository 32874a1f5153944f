"""Find sessions by a part of their reference or of their venue's code.

SQLite has an index of every three signs that follow each other in a reference, which triggers keep.
Two signs that no text has stand behind each reference, so that its last signs begin such a three
too. PostgreSQL has one of its own (``pg_trgm``), or reads all references where it may not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    any_,
    bindparam,
    column,
    func,
    literal,
    select,
    text,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY

from dashboard.database import AnySelect
from dashboard.queries.shared.folded import contains, fold, folded
from dashboard.queries.shared.summed import summed
from dashboard.tables import OutreachSession, Venue, VenueTally

MOST = 10_000
BROAD = 200_000  # sessions of the found venues; beyond, the latest ids have many of them
MOST_TERMS = 200
SIGNS = 3
LAST_SIGN = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The ids of the sessions that match, the latest ones if ``more`` than ``MOST`` do."""

    ids: tuple[int, ...]
    more: bool


def search(connection: Connection, words: str) -> SearchResult:
    """Find the sessions that were logged last and match; ``words`` are not empty."""
    wanted = folded(words)
    parts = [part.subquery() for part in _parts(connection, wanted) if part is not None]
    every = union(*(select(part.c.id) for part in parts)).subquery()
    latest = select(every.c.id).order_by(every.c.id.desc()).limit(MOST + 1)
    ids = connection.scalars(latest).all()
    return SearchResult(tuple(ids[:MOST]), len(ids) > MOST)


def among(connection: Connection, ids: Sequence[int]) -> ColumnElement[bool]:
    """Sessions by many ids, as one parameter."""
    if connection.dialect.name == "sqlite":
        values = func.json_each(orjson.dumps(ids).decode()).table_valued("value")
        return OutreachSession.id.in_(select(values.c.value))
    return OutreachSession.id == any_(literal(list(ids), ARRAY(Integer)))


def _parts(connection: Connection, wanted: str) -> Iterator[AnySelect | None]:
    yield _by_reference(connection, wanted)
    yield _by_venue(connection, wanted)


def _by_reference(connection: Connection, wanted: str) -> AnySelect:
    session = OutreachSession
    found = select(session.id).where(contains(session.reference, wanted))
    if connection.dialect.name == "sqlite":
        terms = _terms(connection, wanted)
        if terms is not None:
            return _indexed(terms, wanted)
    elif len(wanted) >= SIGNS:
        found = found.where(fold(session.reference).contains(wanted, autoescape=True))
    return found.order_by(session.id.desc()).limit(MOST + 1)


def _terms(connection: Connection, wanted: str) -> str | None:
    """The question to the index; ``None`` where too many of its terms begin like the words."""
    if len(wanted) >= SIGNS:
        signs = {wanted[at : at + SIGNS] for at in range(len(wanted) - SIGNS + 1)}
        return " AND ".join(map(_quoted, sorted(signs)))
    begin = text(
        "SELECT term FROM session_search_terms WHERE term >= :first AND term < :last LIMIT :most"
    )
    values = {"first": wanted, "last": wanted + LAST_SIGN, "most": MOST_TERMS + 1}
    terms = connection.scalars(begin, values).all()
    if len(terms) > MOST_TERMS:
        return None
    return " OR ".join(map(_quoted, terms)) or '"   "'


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _indexed(terms: str, wanted: str) -> AnySelect:
    """What the index finds has all threes, but perhaps not in a row."""
    session, row = OutreachSession, column("rowid", Integer)
    index: Any = text("session_search").columns() if False else None
    del index
    found = select(row.label("id")).select_from(text("session_search"))
    matching = found.where(text("session_search MATCH :terms").bindparams(terms=terms))
    latest = matching.order_by(row.desc()).subquery()
    return (
        select(session.id)
        .join(latest, latest.c.id == session.id)
        .where(contains(session.reference, wanted))
        .order_by(session.id.desc())
        .limit(MOST + 1)
    )


def _by_venue(connection: Connection, wanted: str) -> AnySelect | None:
    session, tally = OutreachSession, VenueTally
    codes = connection.scalars(select(Venue.code).where(contains(Venue.code, wanted))).all()
    if not codes:
        return None
    these = select(Venue.id).where(contains(Venue.code, wanted))
    there = select(summed(tally.sessions)).join(Venue, Venue.code == tally.venue)
    there = there.where(tally.grain == "all", contains(tally.venue, wanted))
    broad = (connection.scalar(there) or 0) > BROAD
    venue: Any = session.venue_id + bindparam("no_index", 0) if broad else session.venue_id
    found = select(session.id).where(venue.in_(these))
    return found.order_by(session.id.desc()).limit(MOST + 1)
