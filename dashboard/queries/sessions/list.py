"""The coordinators' list: sessions of any status, searched, sorted and paged in SQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Connection, select

from dashboard.domain.sessions.options import SessionSort
from dashboard.domain.sessions.state import SessionState
from dashboard.domain.shared.offered import folded
from dashboard.domain.shared.periods import DateRange
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale
from dashboard.queries.sessions.records import stored_by_id
from dashboard.queries.sessions.search import search
from dashboard.queries.sessions.stretches import ListStretch, by_days, stretches, within
from dashboard.queries.sessions.wanted import ListQuestion, keeps_all, order_of, these
from dashboard.tables import OutreachSession

PAGE = 50
PASSED_OVER = 500
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
    words_of = wanted.search
    result = search(connection, words_of, _named(words, words_of)) if words_of else None
    some = _paged(connection, replace(wanted, found=result.days if result else None), words)
    found = stored_by_id(connection, some.ids)
    pages = _pages(some.on_all)
    page = min(max(1, wanted.page), pages)
    more = result is not None and result.more
    return SessionPage(tuple(found[id_] for id_ in some.ids), some.on_all, page, pages, more)


def _named(words: Vocabulary, wanted: str) -> list[str]:
    """The codes of the venues with these words beside their code, in either language."""
    part = folded(wanted)
    return [
        one.code
        for one in words.venues
        if any(part in folded(words.venue_words(one, locale)) for locale in Locale)
    ]


class _Some(NamedTuple):
    """The ids of one page, and the number of sessions on all pages."""

    ids: Sequence[int]
    on_all: int


class _Part(NamedTuple):
    """``size`` sessions of these stretches, after those that are ``skipped``."""

    stretches: Sequence[ListStretch]
    skipped: int
    size: int


def _paged(connection: Connection, wanted: ListQuestion, words: Vocabulary) -> _Some:
    """Query one page.

    Sessions come in stretches with something in common. Stretches outside the page are not queried
    at all.
    """
    in_order = _all_found(wanted)
    found = [] if in_order else list(stretches(connection, wanted, words))
    count = len(in_order) or sum(one.size for one in found)
    first = (min(max(1, wanted.page), _pages(count)) - 1) * PAGE
    size = min(PAGE, count - first)
    if in_order or not size:
        return _Some(in_order[first : first + size], count)
    before, some = _around(found, first, size)
    page = _Part(some, first - before, size)
    if wanted.order is SessionSort.VENUE:
        parts = _venue_by_venue(connection, wanted, page)
    else:
        parts = iter([_ids(connection, wanted, _in_days(connection, wanted, page, words))])
    return _Some([*chain.from_iterable(parts)], count)


def _all_found(wanted: ListQuestion) -> Sequence[int]:
    """All that a search found, in order of their days; empty if that is not what is wanted.

    A database would look up each of them to learn its day.
    """
    if not wanted.found or wanted.order is not SessionSort.DATE or not keeps_all(wanted):
        return ()
    return sorted(wanted.found, key=wanted.found.__getitem__, reverse=wanted.descending)


def _venue_by_venue(
    connection: Connection, wanted: ListQuestion, page: _Part
) -> Iterator[Sequence[int]]:
    """The ids of the first and of the last venue alone; those between are whole on the page.

    An index has the sessions of one venue in their order. To sort two, databases would read all of
    both.
    """
    found, skipped, left = page
    of_one = replace(wanted, order=SessionSort.DATE, descending=True)
    for some in filter(None, (found[:1], found[1:-1], found[1:][-1:])):
        size = min(left, sum(one.size for one in some) - skipped)
        yield _ids(connection, of_one if len(some) == 1 else wanted, _Part(some, skipped, size))
        skipped, left = 0, left - size


def _in_days(connection: Connection, wanted: ListQuestion, page: _Part, words: Vocabulary) -> _Part:
    """The same with fewer sessions to pass over, if there are many."""
    found, skipped, size = page
    if min(skipped, _after(page)) <= PASSED_OVER:
        return page
    before, some = _around(list(by_days(connection, wanted, found, words)), skipped, size)
    return _Part(some, skipped - before, size)


def _ids(connection: Connection, wanted: ListQuestion, part: _Part) -> Sequence[int]:
    """The ids of a part; databases read all rows before it, so start from the nearer end."""
    if all(one.days != DateRange() for one in part.stretches):  # or SQLite would begin with all
        within_days = replace(wanted.filters, start=None, end=None, period=None)
        wanted = replace(wanted, filters=within_days)
    statement = these(connection, wanted, select(OutreachSession.id))
    after = _after(part)
    backwards = after < part.skipped
    in_order = statement.where(*within(part.stretches)).order_by(
        *order_of(wanted, backwards=backwards)
    )
    offset = after if backwards else part.skipped
    ids = connection.scalars(in_order.limit(part.size).offset(offset)).all()
    return ids[::-1] if backwards else ids


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


def _after(part: _Part) -> int:
    """How many sessions of its stretches come after a part."""
    return sum(one.size for one in part.stretches) - part.skipped - part.size


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE))
