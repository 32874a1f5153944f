"""The coordinators' list: sessions of any status, searched, sorted and paged in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection, select

from dashboard.domain.sessions.desk import SessionState
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.periods import DateRange
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.sessions.records import stored, stored_by_id
from dashboard.queries.sessions.search import search
from dashboard.queries.sessions.stretches import ListStretch, by_days, stretches, within
from dashboard.queries.sessions.wanted import ListQuestion, order_of, these
from dashboard.tables import AuditEntry, OutreachSession

PAGE = 50
PASSED_OVER = 3_000
"""Sessions of a month: to read so many takes less than to count how many each day has."""


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One page of the list; there are ``count`` sessions on ``pages`` pages (at least 1).

    ``page`` is the shown page: the last one when a later page was asked for. ``more`` sessions
    match the search than the list holds.
    """

    sessions: tuple[SessionState, ...]
    count: int
    page: int
    pages: int
    more: bool = False


def session_page(connection: Connection, wanted: ListQuestion, words: Vocabulary) -> SessionPage:
    """The page of the list that the question asks for."""
    result = search(connection, wanted.search) if wanted.search else None
    some = _paged(connection, replace(wanted, found=result.ids if result else None), words)
    found = stored_by_id(connection, some.ids)
    pages = _pages(some.on_all)
    page = min(max(1, wanted.page), pages)
    more = result is not None and result.more
    return SessionPage(tuple(found[id_] for id_ in some.ids), some.on_all, page, pages, more)


def one(connection: Connection, reference: str) -> SessionState | None:
    """A session by its reference, or ``None``."""
    return stored(connection, (reference,)).get(reference)


def defaults(connection: Connection, author: str) -> SessionRecord | None:
    """The session that this author logged last by hand, with which the form begins."""
    logged = AuditEntry
    # Joined instead, PostgreSQL would go back through the whole log: an author who imported much
    # seems to be found anywhere in it
    there = select(OutreachSession.id).where(OutreachSession.reference == logged.key)
    reference = connection.scalar(
        select(logged.key)
        .where(logged.import_id.is_(None), logged.before.is_(None))
        .where(logged.author == author, logged.subject == "sessions")
        .where(there.scalar_subquery().is_not(None))
        .order_by(logged.id.desc())
        .limit(1)
    )
    last = one(connection, reference) if reference else None
    return last.record if last else None


class _Some(NamedTuple):
    """The ids of one page, and the number of sessions on all pages."""

    ids: Sequence[int]
    on_all: int


def _paged(connection: Connection, wanted: ListQuestion, words: Vocabulary) -> _Some:
    """Query one page; databases read all rows before it, so start from the nearer end.

    Sessions come in stretches with something in common. Stretches outside the page are not queried
    at all.
    """
    found = list(stretches(connection, wanted, words))
    count = sum(one.size for one in found)
    first = (min(max(1, wanted.page), _pages(count)) - 1) * PAGE
    size = min(PAGE, count - first)
    if not size:
        return _Some((), count)
    before, some = _around(found, first, size)
    if min(first - before, _after(some, first - before, size)) > PASSED_OVER:
        days = list(by_days(connection, wanted, words, some))
        further, some = _around(days, first - before, size)
        before += further
    if all(one.days != DateRange() for one in some):  # or SQLite would begin with the whole range
        within_days = replace(wanted.filters, start=None, end=None, period=None)
        wanted = replace(wanted, filters=within_days)
    statement = these(connection, wanted, select(OutreachSession.id)).where(*within(some))
    after = _after(some, first - before, size)
    backwards = after < first - before
    in_order = statement.order_by(*order_of(wanted, backwards=backwards))
    offset = after if backwards else first - before
    ids = connection.scalars(in_order.limit(size).offset(offset)).all()
    return _Some(ids[::-1] if backwards else ids, count)


def _around(found: Sequence[ListStretch], first: int, size: int) -> tuple[int, list[ListStretch]]:
    """The stretches that have the sessions from ``first`` on, and how many sessions come before."""
    before, at, some = 0, 0, []
    for one in found:
        if at + one.size <= first:
            before += one.size
        elif at < first + size:
            some.append(one)
        at += one.size
    return before, some


def _after(found: Sequence[ListStretch], before: int, size: int) -> int:
    """How many of these sessions come after so many, and a page of ``size``."""
    return sum(one.size for one in found) - before - size


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE))
