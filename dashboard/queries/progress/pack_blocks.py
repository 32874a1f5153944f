"""The sessions of chosen venues or facilitators as arrays like those of tallies.

One statement reads them: the packs of venues, or those of facilitators, a row a month and venue or
facilitator. Whatever a view tells is counted from it.
"""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Connection, Date, bindparam, select

from dashboard.database import AS_BYTES
from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.blocks import Blocks, blocks
from dashboard.queries.progress.choosing import venues_of
from dashboard.queries.progress.led_rows import led_rows
from dashboard.queries.progress.month_sessions import youth_of
from dashboard.queries.progress.pack_counts import PackBlocks
from dashboard.queries.progress.pack_rows import PackRow, rows_of
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.packs import Coding, codings
from dashboard.tables import SessionPack


def pack_blocks(connection: Connection, filters: Filters) -> PackBlocks:
    """The sessions of the venues, facilitators and days that are kept, whatever else is chosen.

    They are read once in a transaction.
    """
    tallied = blocks(connection)
    start, end = filters.range.start or date.min, filters.range.end or date.max
    within = () if filters.range.empty else tallied.marks
    first = start.replace(day=1)
    months = tuple([month for month in within if first <= month <= end])
    others: dict[str, Any] = {row.code: () for row in filters.chosen if row.tallied}
    chosen = replace(filters, **others, start=None, end=None, period=None)
    snapshot = connection.get_execution_options().get("impact_snapshot", {})
    read: dict[object, PackBlocks] = snapshot.setdefault("packs", {})
    if (chosen, start, end) not in read:
        of_months = _read(connection, tallied, chosen, months)
        read[chosen, start, end] = of_months.between(start, end)
    return read[chosen, start, end]


def _read(
    connection: Connection, tallied: Blocks, filters: Filters, months: tuple[date, ...]
) -> PackBlocks:
    venues = venues_of(connection, filters)
    types = tuple(sorted({row.venue_type for row in venues})) or tallied.codes["venue_type"]
    codes = Coding(tallied.codes["language"], tallied.codes["kind"], tallied.codes[AGE])
    known = {codes.id: codes, **by_edition(connection, codings)}
    at = {month: n for n, month in enumerate(months)}
    made = partial(rows_of, known=known, months=at, codes=codes)
    led_by = [row for row in filters.chosen if row.of is Of.FACILITATOR]
    if not venues or not months:
        rows = made(())
    elif led_by:
        (people,) = (filters.codes(row.code) for row in led_by)
        of_venue = {row.id: types.index(row.venue_type) for row in venues}
        rows = led_rows(connection, people, months, of_venue, made)
    else:
        places = {row.code: types.index(row.venue_type) for row in venues}
        read = connection.execute(_PACKS, {"pack_months": months, "pack_venues": [*places]})
        packs = [PackRow(row[0], places[row[1]], *row[2:]) for row in read]
        rows = made(packs)
    return PackBlocks(
        {month: tallied.marks[month] for month in months},
        {**tallied.codes, "venue_type": types},
        tallied.basis.bits,
        youth_of(connection, codes.ages),
        rows,
    )


_PACKS = (
    select(
        SessionPack.starts_on,
        SessionPack.venue,
        SessionPack.codes,
        SessionPack.number_bytes,
        SessionPack.packed,
    )
    .where(
        SessionPack.starts_on.in_(bindparam("pack_months", type_=Date(), expanding=True)),
        SessionPack.venue.in_(bindparam("pack_venues", expanding=True)),
    )
    .execution_options(**AS_BYTES)
)
