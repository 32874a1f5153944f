"""The rows of tallies of some months, counted from the packs of their sessions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.shared.arrays import Numbers
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.progress.block_kinds import (
    AGE,
    CAME,
    CELL,
    DISTINCT,
    HELD,
    PEOPLE,
    RANGES,
    SESSIONS,
    SET,
)
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.progress.month_sessions import month_sessions
from dashboard.queries.progress.pack_counts import PackBlocks
from dashboard.queries.progress.pack_rows import KIND, LANGUAGE
from dashboard.tables import AgeMaskTally, AttendanceTally, Base, SessionTally
from dashboard.writes.cells import TallyPart

EACH_WEEKDAY = len(WEEKDAYS)
_KEY = ("starts_on", *CELL)


class TallyRows(NamedTuple):
    """Rows of a tally, with the values of these columns."""

    tally: type[Base]
    columns: Sequence[str]
    rows: list[tuple[Any, ...]]


def counted(
    connection: Connection, months: Sequence[date], part: TallyPart | None
) -> Iterator[TallyRows]:
    """The rows of each tally in these months: all, or only those of a part."""
    types = None if part is None else part.venue_types
    sessions = month_sessions(blocks(connection), months, types)
    if part is not None:
        sessions = _among(sessions, part)
    held, ranges, came = (sessions.months(kind) for kind in (HELD, RANGES, CAME))
    cells: Sequence[Numbers] = held.any(-1).nonzero()
    each = held[*cells]
    numbers = [each.sum(1), *ranges[*cells].T, *each.T]
    names = (*_KEY, "sessions", *DISTINCT, *SESSIONS)
    yield TallyRows(SessionTally, names, _rows(sessions, cells, [], numbers))
    cells, masks, by_weekday = sessions.sets()
    names = (*_KEY, SET, "sessions", *SESSIONS)
    numbers = [by_weekday.sum(1), *by_weekday.T]
    yield TallyRows(AgeMaskTally, names, _rows(sessions, cells, [masks.tolist()], numbers))
    *cells, age = came.any(-1).nonzero()
    each = came[*cells, age]
    both = each[:, :EACH_WEEKDAY], each[:, EACH_WEEKDAY:]
    ages = np.array(sessions.codes[AGE], object)[age].tolist()
    names = (*_KEY, AGE, "sessions", "participations", *SESSIONS, *PEOPLE)
    numbers = [*(one.sum(1) for one in both), *each.T]
    yield TallyRows(AttendanceTally, names, _rows(sessions, cells, [ages], numbers))


def _among(sessions: PackBlocks, part: TallyPart) -> PackBlocks:
    """Those with the languages and the kinds of a part."""
    these = np.ones(len(sessions.rows.month), np.bool_)
    asked = ("language", LANGUAGE, part.languages), ("kind", KIND, part.kinds)
    for axis, column, chosen in asked:
        places = [at for at, code in enumerate(sessions.codes[axis]) if code in chosen]
        these &= np.isin(sessions.rows.numbers[column], places)
    return replace(sessions, rows=sessions.rows.of(np.flatnonzero(these)))


def _rows(
    sessions: PackBlocks,
    at: Sequence[Numbers],
    more: Sequence[Sequence[Any]],
    numbers: Sequence[Numbers],
) -> list[tuple[Any, ...]]:
    """A row for each place along months and the axes of ``CELL``."""
    said = [tuple(sessions.marks), *(sessions.codes[axis] for axis in CELL)]
    cells = [[one[n] for n in some.tolist()] for one, some in zip(said, at, strict=True)]
    return list(zip(*cells, *more, *(column.tolist() for column in numbers), strict=True))
