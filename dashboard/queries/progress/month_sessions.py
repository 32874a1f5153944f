"""The delivered sessions of some months, read from the packs of venues."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Date, bindparam, select

from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.pack_counts import PackBlocks
from dashboard.queries.progress.pack_rows import PackRow, rows_of
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.packs import Coding, codings
from dashboard.tables import AgeGroup, SessionPack, Venue

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from dashboard.database import AnySelect
    from dashboard.queries.progress.kept_blocks import KeptBlocks


def month_sessions(
    blocks: KeptBlocks, months: Sequence[date], types: Collection[str] | None = None
) -> PackBlocks:
    """Those of these months, to be asked as ``blocks`` are: of some venue types, or of all."""
    connection, codes = blocks.connection, blocks.codes
    ours = Coding(codes["language"], codes["kind"], codes[AGE])
    known = {ours.id: ours, **by_edition(connection, codings)}
    asked = {"pack_months": [*months], "pack_types": [*(types or ())]}
    places = {code: at for at, code in enumerate(codes["venue_type"])}
    found = connection.execute(_packs(of_types=types is not None), asked)
    packs = [PackRow(month, places[type_], *own) for month, type_, *own in found]
    return PackBlocks(
        dict.fromkeys(months, ""),
        codes,
        blocks.basis.bits,
        youth_of(connection, ours.ages),
        rows_of(packs, known, {month: at for at, month in enumerate(months)}, ours).side_by_side,
    )


def youth_of(connection: Connection, ages: Sequence[str]) -> tuple[bool, ...]:
    """Whether each of these age groups is of youth."""
    youth = by_edition(connection, _youth)
    return tuple(youth[age] for age in ages)


def _youth(connection: Connection) -> dict[str, bool]:
    return dict(connection.execute(select(AgeGroup.code, AgeGroup.youth)).all())


@cache
def _packs(*, of_types: bool) -> AnySelect:
    pack = SessionPack
    own = pack.starts_on, Venue.venue_type, pack.codes, pack.number_bytes, pack.packed
    query = select(*own).join(Venue, Venue.code == pack.venue)
    query = query.where(pack.starts_on.in_(bindparam("pack_months", type_=Date(), expanding=True)))
    if of_types:
        return query.where(Venue.venue_type.in_(bindparam("pack_types", expanding=True)))
    return query
