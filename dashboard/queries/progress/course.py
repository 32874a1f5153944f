"""How far the whole project came until a day, exactly: what a pace needs, at a part of the cost."""

from dataclasses import replace

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.progress.breakdowns import LANGUAGE, MONTH, VENUE_TYPE
from dashboard.domain.progress.progress import BreakdownRow, Course, FrenchShare
from dashboard.domain.shared.arrays import Numbers
from dashboard.domain.shared.filters import UNFILTERED, Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.progress.breakdowns import exact
from dashboard.queries.progress.counts import FRENCH_MONTHS, Counts
from dashboard.queries.progress.from_tallies import by_month, table
from dashboard.queries.progress.progress import french_share, youth_reached
from dashboard.queries.progress.tally_slice import TallySlice
from dashboard.queries.shared.state import state


def course(connection: Connection, until: Filters, vocabulary: Vocabulary, whole: Course) -> Course:
    """The same as ``progress`` tells of it to readers from whom nothing is hidden.

    Only the last month is counted; those before are the same for all its days.

    Args:
        connection: A transaction.
        until: Filters of the whole project, with a last day or without.
        vocabulary: All reference data.
        whole: The course of all days.
    """
    kept = TallySlice.of(connection, until)
    latest = (
        TallySlice.of(connection, replace(until, start=kept.starts[-1])) if kept.starts else kept
    )
    cells = by_month(latest, vocabulary)
    together = _before_each_month(connection, vocabulary)[:, max(0, len(kept.starts) - 1)]
    together = together + cells.sum(1)
    counts: Counts = {
        MONTH.dimension: table(latest.months, cells.sum((2, 3))),
        FRENCH_MONTHS: table(latest.months, cells[:, :, kept.in_french].sum((2, 3))),
        LANGUAGE.dimension: table(kept.codes("language"), together.sum(2)),
        VENUE_TYPE.dimension: table(kept.codes("venue_type"), together.sum(1)),
    }
    month = latest.months[-1] if latest.months else ""
    sessions, _, _, youth = together.sum((1, 2)).tolist()
    return Course(
        filters=until,
        data_as_of=state(connection).data_as_of,
        last_session=(latest.latest() or kept.latest()) if sessions else None,
        delivered=sessions,
        youth=youth_reached(connection, until, youth, None, vocabulary),
        french_share=_with_months(french_share(counts), whole.french_share, month),
        rows={
            MONTH.code: _rows(whole.by_month, month, exact(MONTH, counts, vocabulary)),
            VENUE_TYPE.code: exact(VENUE_TYPE, counts, vocabulary),
        },
    )


def _with_months(share: FrenchShare, whole: FrenchShare, month: str) -> FrenchShare:
    """With those before the month."""
    before = {code: sessions for code, sessions in whole.months.items() if code < month}
    return replace(share, months={**before, **share.months})


def _rows(
    every: tuple[BreakdownRow, ...], month: str, latest: tuple[BreakdownRow, ...]
) -> tuple[BreakdownRow, ...]:
    """The rows before a month, and its own; up to the last with a session."""
    rows = [row for row in every if row.code < month]
    rows += latest
    while rows and not rows[-1].sessions:
        rows.pop()
    return tuple(rows)


def _before_each_month(connection: Connection, vocabulary: Vocabulary) -> Numbers:
    """The numbers of ``Count`` before each month and after the last, by language and venue type.

    They are kept as long as no month is written.
    """
    every = TallySlice.of(connection, UNFILTERED)
    kept, flags = blocks(connection), every.flags(vocabulary)
    return kept.whole(
        ("before each month", *(flag.tobytes() for flag in flags)),
        lambda: np.insert(by_month(every, vocabulary).cumsum(1), 0, 0, 1),
    )
