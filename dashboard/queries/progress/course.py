"""How far the whole project came until a day, exactly: what a pace needs, at a part of the cost."""

from dataclasses import replace

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.progress.breakdowns import LANGUAGE, MONTH, VENUE_TYPE
from dashboard.domain.progress.progress import Course
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.progress.breakdowns import exact
from dashboard.queries.progress.counts import FRENCH_MONTHS, Counts
from dashboard.queries.progress.from_tallies import by_month, table
from dashboard.queries.progress.progress import french_share, youth_reached
from dashboard.queries.progress.tally_slice import Numbers, TallySlice
from dashboard.queries.shared.state import state


def course(connection: Connection, until: Filters, vocabulary: Vocabulary) -> Course:
    """The same as ``progress`` tells of it to readers from whom nothing is hidden.

    Only the last month is counted; those before are added up once for all days.

    Args:
        connection: A transaction.
        until: Filters of the whole project, with a last day or without.
        vocabulary: All reference data.
    """
    kept = TallySlice.of(connection, until)
    latest = (
        TallySlice.of(connection, replace(until, start=kept.starts[-1])) if kept.starts else kept
    )
    cells = _cells(connection, latest, len(kept.starts), vocabulary)
    counts: Counts = {
        MONTH.dimension: table(kept.months, cells.sum((2, 3))),
        FRENCH_MONTHS: table(kept.months, cells[:, :, kept.in_french].sum((2, 3))),
        LANGUAGE.dimension: table(kept.codes("language"), cells.sum((1, 3))),
        VENUE_TYPE.dimension: table(kept.codes("venue_type"), cells.sum((1, 2))),
    }
    sessions, _, _, youth = cells.sum((1, 2, 3)).tolist()
    return Course(
        filters=until,
        data_as_of=state(connection).data_as_of,
        last_session=(latest.latest() or kept.latest()) if sessions else None,
        delivered=sessions,
        youth=youth_reached(connection, until, youth, None, vocabulary),
        french_share=french_share(counts),
        rows={one.code: exact(one, counts, vocabulary) for one in (MONTH, VENUE_TYPE)},
    )


def _cells(
    connection: Connection, latest: TallySlice, months: int, vocabulary: Vocabulary
) -> Numbers:
    """The numbers of ``Count`` in the first ``months``, by month, language and venue type."""
    before = _of_each_month(connection, vocabulary)[:, : max(0, months - 1)]
    return np.concatenate([before, by_month(latest, vocabulary)], axis=1)


def _of_each_month(connection: Connection, vocabulary: Vocabulary) -> Numbers:
    """The same of all months, kept as long as no month is written."""
    every = TallySlice.of(connection, Filters())
    kept, flags = blocks(connection), every.flags(vocabulary)
    key = course, kept.basis.mark, *(flag.tobytes() for flag in flags)
    found = kept.kept.find(key)
    if found is None:
        found = by_month(every, vocabulary)
        kept.kept.put(key, found)
    return found
